import FairwayTesting
import Testing

@testable import Fairway

@Suite("An error that the schema declares")
struct DeclaredErrorTests {
    private let server = FairwayServer()
    private let peer: RawPeer
    private let reports = Events<String>()

    init() {
        peer = RawPeer(connectingTo: server)
        server.onError { [reports] in reports.add("\($0.underlying)") }
        server[Board.self].on(Board.ToServer.unpin) { _, place in try Self.fail(place) }
        server[Board.self].on(Board.ToServer.pin) { _, place in
            try Self.fail(place)
            return []
        }
    }

    private static func fail(_ place: Int) throws {
        struct Secret: Error {}
        switch place {
        case 1: throw Board.PinError.full
        case 2: throw Board.PinError.locked(until: 7)
        case 3: throw Rejection("no", code: "E1")
        case 4: throw Board.PinError.locked(until: .max)
        default: throw Secret()
        }
    }

    @Test("Is sent as its plain value, any other as before", arguments: ["pin", "unpin"])
    func sending(event: String) async throws {
        for (place, reason) in [
            (1, #""e":{"full":true}"#), (2, #""e":{"locked":7}"#), (3, #""e":{"message":"no","code":"E1"},"_":1"#),
            (5, #""e":{"message":"internal error"},"_":1"#), (4, #""e":{"message":"internal error"},"_":1"#),
        ] {
            try peer.send(#"{"i":\#(place),"c":"board","a":["\#(event)",\#(place)]}"#)
            #expect(await peer.next() == .message(#"{"i":\#(place),\#(reason)}"#))
        }
        #expect(
            await reports.next(2) == [
                "handler of '\(event)' on channel 'board' failed: Secret()",
                "handler of '\(event)' on channel 'board' failed: the error at '.locked' cannot be sent: "
                    + "9223372036854775807 is out of range: an integer is sent within ±9007199254740991",
            ]
        )
    }

    @Test("Is reported where nobody waits for an answer")
    func events() async throws {
        try peer.send(#"{"c":"board","a":["unpin",1]}"#)
        #expect(await reports.next() == "handler of 'unpin' on channel 'board' failed: full")
    }

    @Test("Passes middleware, which may throw it as well")
    func middleware() async throws {
        server.use { call, next in
            if call.event == "pin" { throw Board.PinError.locked(until: 1) }
            await #expect(throws: Board.PinError.full) { _ = try await next(call) }
            throw Board.PinError.full
        }
        try peer.send(#"{"i":1,"c":"board","a":["pin",1]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":{"locked":1}}"#))
        try peer.send(#"{"i":2,"c":"board","a":["unpin",1]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"e":{"full":true}}"#))
    }

    @Test(
        "Is thrown as its type, and any other rejection as the peer's words",
        arguments: [
            (#""e":{"full":true}"#, Board.PinError.full as any Error & Sendable),
            (#""e":{"locked":7.9}"#, Board.PinError.locked(until: 7)),
            (#""e":{"full":true},"_":1"#, RemoteError(message: "request was rejected")),
            (#""e":{"open":true}"#, RemoteError(message: "request was rejected", details: ["open": true])),
            (#""e":"no""#, RemoteError(message: "no")),
        ]
    )
    func receiving(reason: String, error: any Error & Sendable) async throws {
        let (client, peer) = connect()
        let done = Task { try await client[Board.self].pin(place: 1) }
        _ = await peer.next()
        try peer.send(#"{"i":1,\#(reason)}"#)
        let thrown = await #expect(throws: (any Error).self) { try await done.value }
        #expect("\(try #require(thrown))" == "\(error)")
        #expect((thrown is Board.PinError) == (error is Board.PinError))
    }

    @Test("Travels from a handler to the caller")
    func roundTrip() async throws {
        let client = FairwayClient()
        try await client.connect(to: server)
        await #expect(throws: Board.PinError.locked(until: 7)) { try await client[Board.self].unpin(place: 2) }
        await #expect(throws: RemoteError(message: "no", code: "E1")) { try await client[Board.self].unpin(place: 3) }
    }

    @Test("Leaves the time limit of its request as it is")
    func timeout() async throws {
        let clock = ManualClock()
        let (client, peer) = connect(clock)
        let done = Task { try await client[Board.self].pin(place: 1) }
        #expect(await peer.next() == .message(#"{"i":1,"c":"board","a":["pin",1]}"#))
        await clock.waitForSleeper()
        clock.advance(by: .seconds(5))
        await #expect(throws: RequestError.timedOut) { try await done.value }
        #expect(await peer.next() == .message(#"{"i":1,"x":{"message":"timed out"},"_":1}"#))
    }

    private func connect(_ clock: ManualClock = ManualClock()) -> (FairwayClient, RawPeer) {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        let client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        return (client, RawPeer(peerEnd))
    }
}
