@testable import Fairway

extension FrameScanner {
    /// What a message is, or why it is refused.
    static func result(of bytes: [UInt8]) -> Result<InboundFrame, FrameRefusal> {
        bytes.withUnsafeBytes { buffer in
            do throws(FrameRefusal) {
                return .success(try scan(buffer))
            } catch {
                return .failure(error)
            }
        }
    }

    static func result(of text: String) -> Result<InboundFrame, FrameRefusal> { result(of: Array(text.utf8)) }
}
