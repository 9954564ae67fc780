import FairwayTesting
import Testing

@testable import Fairway

@Suite("A client outlives its connections")
struct ClientLifeTests {
    @Test("Handlers stay, onOpen runs each time, and what waited leaves first")
    func reconnecting() async throws {
        let client = FairwayClient()
        let seen = Events<String>()
        client.on("hello") { (name: String) in seen.add("hello \(name)") }
        client.onOpen { seen.add("open") }
        client.onClose { seen.add("close \($0.status) \($0.isLocal)") }
        for round in 1...2 {
            try await client.emit("early", round)
            let (clientEnd, peerEnd) = InMemoryTransport.pair()
            client.connect(over: clientEnd)
            let peer = RawPeer(peerEnd)
            #expect(await seen.next() == "open")
            #expect(client.isConnected)
            #expect(await peer.next() == .message(#"{"a":["early",\#(round)]}"#))
            try peer.send(#"{"a":["hello","Ada"]}"#)
            #expect(await seen.next() == "hello Ada")
            peer.close(status: .goingAway)
            #expect(await seen.next() == "close 1001 false")
        }
        await #expect(throws: RequestError.notConnected) { try await client.request("x") }
    }

    @Test("No more events wait than the limit")
    func waitingLimit() async throws {
        let client = FairwayClient(maximumWaitingEvents: 2)
        try await client.emit("a")
        try await client.emit("b")
        await #expect(throws: EmitError.notConnected) { try await client.emit("c") }
    }

    @Test("A new connection replaces the one that is there")
    func replacing() async throws {
        let client = FairwayClient()
        let (firstEnd, firstPeerEnd) = InMemoryTransport.pair()
        client.connect(over: firstEnd)
        let firstPeer = RawPeer(firstPeerEnd)
        let (secondEnd, secondPeerEnd) = InMemoryTransport.pair()
        client.connect(over: secondEnd)
        let secondPeer = RawPeer(secondPeerEnd)
        #expect(
            await firstPeer.next() == .end(TransportEnd(status: .normalClosure, reason: "replaced by a new connection"))
        )
        try await client.emit("hello")
        #expect(await secondPeer.next() == .message(#"{"a":["hello"]}"#))
    }

    @Test("Closing waits for the end and the hook")
    func closing() async throws {
        let server = FairwayServer()
        let client = FairwayClient()
        let isClosed = Shared(false)
        client.onClose { end in isClosed.change { $0 = end.isLocal } }
        try await client.connect(to: server)
        await client.close(status: 4001, reason: "done")
        #expect(isClosed.value)
        #expect(!client.isConnected)
    }

    @Test(
        "Closing inside of onOpen, a handler or onClose comes to its end",
        arguments: ["onOpen", "handler", "onClose"]
    )
    func closingInside(place: String) async throws {
        let client = FairwayClient()
        let seen = Events<String>()
        @Sendable func close(in current: String) async {
            guard current == place else { return }
            await client.close()
            seen.add("closed")
        }
        client.onOpen { await close(in: "onOpen") }
        client.on("go") { await close(in: "handler") }
        client.onClose { end in
            await close(in: "onClose")
            seen.add("end \(end.isLocal)")
        }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        if place == "handler" { try peer.send(#"{"i":1,"a":["go"]}"#) }
        if place == "onClose" { peer.close() }
        #expect(Set(await seen.next(2)) == ["closed", "end \(place != "onClose")"])
        #expect(!client.isConnected)
    }
}
