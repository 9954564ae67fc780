import Fairway
import Testing

@testable import FairwayNIO

@Suite("The close handshake")
struct CloseHandshakeTests {
    @Test("The peer's close is answered once, with its status alone")
    func answered() throws {
        var handshake = CloseHandshake()
        #expect(handshake.isOpen)
        let close = ClosePayload(status: 4_001, reason: "bye").bytes
        let reactions = [try handshake.receive(close), try handshake.receive(close)]
        #expect(reactions == [.answer([0x0F, 0xA1], TransportEnd(status: 4_001, reason: "bye")), .ignored])
        #expect(!handshake.isOpen)
        let maySend = handshake.begin()
        #expect(!maySend)
    }

    @Test("This side's close is sent once and finished by the peer's")
    func finished() throws {
        var handshake = CloseHandshake()
        let maySend = [handshake.begin(), handshake.begin()]
        #expect(maySend == [true, false])
        let reactions = [try handshake.receive([]), try handshake.receive([])]
        #expect(reactions == [.finished(TransportEnd(status: .noStatusReceived)), .ignored])
    }

    @Test("A status that must not be sent becomes 1000", arguments: [0, 999, 1004, 1005, 1006, 1015, 2999, 5000])
    func unsendable(status: UInt16) {
        #expect(ClosePayload(status: StatusCode(rawValue: status), reason: "").bytes == [0x03, 0xE8])
    }

    @Test("A reason is cut to 123 bytes, never within a character")
    func longReason() {
        #expect(ClosePayload(status: 1000, reason: String(repeating: "a", count: 123)).bytes.count == 125)
        #expect(ClosePayload(status: 1000, reason: String(repeating: "a", count: 124)).bytes.count == 125)
        #expect(ClosePayload(status: 1000, reason: String(repeating: "é", count: 62)).reason.utf8.count == 122)
        #expect(ClosePayload(status: 1000, reason: String(repeating: "👋🏽", count: 62)).reason.utf8.count == 120)
        #expect(ClosePayload(status: 1000, reason: "👋" + String(repeating: "a", count: 200)).reason.utf8.count == 123)
    }

    @Test("A payload is read as it was written", arguments: [1000, 1001, 1014, 3000, 4999])
    func roundTrip(status: UInt16) throws {
        let payload = ClosePayload(status: StatusCode(rawValue: status), reason: "så länge")
        #expect(try ClosePayload(parsing: payload.bytes) == payload)
    }
}
