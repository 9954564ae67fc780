import FairwayTesting
import Testing

@testable import Fairway

@Suite("A broadcast")
struct BroadcastTests {
    /// Counts how often it is encoded.
    private struct Counted: WireEncodable {
        let encodings: Shared<Int>

        func write(to writer: inout WireWriter) throws(ConversionError) {
            encodings.change { $0 += 1 }
            writer.writeString("hello")
        }
    }

    @Test("Reaches a thousand clients with one encoding, and names the one that is dead")
    func thousand() async throws {
        let server = FairwayServer()
        let peers = (0..<1000).map { _ in RawPeer(connectingTo: server) }
        let (deadEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 0)
        let dead = try #require(server.accept(serverEnd))
        let encodings = Shared(0)
        let failures = try await server.emit("said", Counted(encodings: encodings))
        for peer in peers { #expect(await peer.next() == .message(#"{"a":["said","hello"]}"#)) }
        #expect(encodings.value == 1)
        #expect(failures.map(\.client) == [dead])
        #expect(failures.first?.underlying as? EmitError == .bufferFull)
        deadEnd.abort()
    }

    @Test("Goes to its channel only, and leaves trailing nil out")
    func channel() async throws {
        let server = FairwayServer()
        let peer = RawPeer(connectingTo: server)
        try await server.of("room").emit("typing", "Ada", String?.none, true, Int?.none)
        #expect(await peer.next() == .message(#"{"c":"room","a":["typing","Ada",null,true]}"#))
    }

    @Test("Does not fail where an event cannot be encoded: every receiver is named")
    func unsendable() async throws {
        let server = FairwayServer()
        let peer = RawPeer(connectingTo: server)
        let failures = await server.of(.main).emit(try UntypedEvent("open"))
        #expect(failures.count == 1)
        #expect(failures.first?.underlying as? ReservedEventError == ReservedEventError(event: "open"))
        withExtendedLifetime(peer) {}
    }
}
