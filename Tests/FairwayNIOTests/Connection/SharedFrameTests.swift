import Fairway
import NIOCore
import Testing

@testable import FairwayNIO

@Suite("Frames that several peers share")
struct SharedFrameTests {
    private var shared = SharedFrame()

    @Test("A message that is sent again has one frame, which is made the second time")
    mutating func sentAgain() throws {
        let message = EncodedMessage(bytes: [0x41, 0x42])
        #expect(shared.frame(of: message) == nil)
        let first = shared.frame(of: message)
        let frame = try #require(first)
        #expect([UInt8](frame.readableBytesView) == [0x81, 2, 0x41, 0x42])
        let second = shared.frame(of: message)
        let again = try #require(second)
        let addresses = [frame, again].map { $0.withUnsafeReadableBytes(\.baseAddress) }
        #expect(addresses[0] == addresses[1])
    }

    @Test("Another message is not taken for the last one, though it is as long and comes where that was")
    mutating func another() {
        for byte in UInt8(0)..<100 {
            // What was asked about last is kept, so that no other has its place.
            #expect(shared.frame(of: EncodedMessage(bytes: [byte, byte])) == nil)
        }
    }

    @Test("A message that is large or empty is not kept", arguments: [0, SharedFrame.largestMessage + 1])
    mutating func notKept(size: Int) {
        let message = EncodedMessage(bytes: [UInt8](repeating: 0x41, count: size))
        for _ in 0..<3 {
            #expect(shared.frame(of: message) == nil)
        }
    }
}
