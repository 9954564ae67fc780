@testable import Fairway

extension MessageBytes {
    /// A message of so many bytes, of which nothing is read.
    static func zeros(_ count: Int) -> MessageBytes {
        [UInt8](repeating: 0, count: count).withUnsafeBytes(MessageBytes.init(copying:))
    }
}
