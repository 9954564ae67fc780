import FairwayTesting
import Testing

@testable import Fairway

@Suite("Outbound middleware comes before the connection")
struct OutboundMiddlewareTests {
    private let server = FairwayServer()
    private let peer: RawPeer
    private let seen = Events<String>()

    init() {
        peer = RawPeer(connectingTo: server)
    }

    private func theClient() throws -> Client { try #require(server.clients.first) }

    @Test("The server's first, in order, then the channel's and the client's, and back the other way")
    func order() async throws {
        let seen = seen
        let client = try theClient()
        @Sendable func record(_ name: String) -> @Sendable (OutboundReply) -> OutboundReply {
            seen.add(name)
            return { reply in
                seen.add("after \(name)")
                return reply
            }
        }
        client.of("room").useOutbound { call, next in record("client's channel")(try await next(call)) }
        client.useOutbound { call, next in record("client")(try await next(call)) }
        server.of("room").useOutbound { call, next in record("channel")(try await next(call)) }
        server.useOutbound { call, next in record("server 1")(try await next(call)) }
        server.useOutbound { call, next in record("server 2")(try await next(call)) }
        server.of("elsewhere").useOutbound { _, _ in throw Rejection("the wrong channel") }
        server.of(.main).useOutbound { _, _ in throw Rejection("the main channel") }
        let way = ["server 1", "server 2", "channel", "client", "client's channel"]
        try await client.of("room").emit("say", "x")
        #expect(await peer.next() == .message(#"{"c":"room","a":["say","x"]}"#))
        #expect(await seen.next(10) == way + way.reversed().map { "after \($0)" })
        let failures = try await server.of("room").emit("say", "y")
        #expect(failures.isEmpty)
        #expect(await peer.next() == .message(#"{"c":"room","a":["say","y"]}"#))
        #expect(await seen.next(10) == way + way.reversed().map { "after \($0)" })
    }

    @Test("Sees where, what and to whom, and whether somebody waits")
    func properties() async throws {
        let seen = seen
        server.useOutbound { call, next in
            let receiver = call.receiver?.id.description ?? "all"
            seen.add("\(receiver) \(call.channel)/\(call.event) \(call.arguments) \(call.isRequest)")
            return try await next(call)
        }
        let client = try theClient()
        try await client.of("room").emit("say", "x", 1)
        try await server.emit("note")
        let asked = Task { try await client.request("ask", String?.none, [1]) }
        #expect(await seen.next(3) == [#"1 room/say ["x",1] false"#, "all /note [] false", "1 /ask [null,[1]] true"])
        _ = await peer.next()
        _ = await peer.next()
        #expect(await peer.next() == .message(#"{"i":1,"a":["ask",null,[1]]}"#))
        try peer.send(#"{"i":1}"#)
        try await asked.value
    }

    @Test(
        "May change the arguments",
        arguments: [
            ("say", #"{"a":["say","x","added"]}"#), ("drop", #"{"a":["drop"]}"#), ("keep", #"{"a":["keep","x"]}"#),
        ]
    )
    func change(event: String, frame: String) async throws {
        server.useOutbound { call, next in
            var call = call
            let text = try call.decode(String.self)
            switch call.event {
            case "say": call.arguments = try RawArguments(text, "added")
            case "drop": call.arguments = try RawArguments()
            default: break
            }
            return try await next(call)
        }
        try await theClient().emit(EventName(event), "x")
        #expect(await peer.next() == .message(frame))
    }

    @Test("What it throws the caller gets as it is, with nothing sent")
    func refusal() async throws {
        server[Board.self].useOutbound { call, _ in
            _ = try call.decode(Int.self)
            throw Board.PinError.full
        }
        let client = try theClient()
        let board = client.of("board")
        await #expect(throws: Board.PinError.full) { try await board.emit("pin", 1) }
        await #expect(throws: Board.PinError.full) { try await board.request("pin", 1) }
        let mismatch = await #expect(throws: ArgumentError.self) { try await board.emit("pin", "x") }
        #expect(
            mismatch?.description.hasPrefix("argument '1' of 'pin' on channel 'board': expected an integer") == true
        )
        try await client.emit("sent")
        #expect(await peer.next() == .message(#"{"a":["sent"]}"#))
    }

    @Test("An event that it does not let through is dropped")
    func drop() async throws {
        server.useOutbound { call, next in call.event == "secret" ? .empty : try await next(call) }
        try await theClient().emit("secret")
        #expect(try await server.emit("secret").isEmpty)
        try await theClient().emit("sent")
        #expect(await peer.next() == .message(#"{"a":["sent"]}"#))
    }

    @Test("Sends an event once, and again only where it could not be sent")
    func again() async throws {
        let client = try theClient()
        client.useOutbound { call, next in
            _ = try await next(call)
            return try await next(call)
        }
        await #expect(throws: AlreadySent.self) { try await client.emit("note") }
        #expect(await peer.next() == .message(#"{"a":["note"]}"#))
        peer.close()
        let full = FairwayClient(maximumWaitingEvents: 1)
        let failures = Shared(0)
        full.useOutbound { call, next in
            do { return try await next(call) } catch EmitError.notConnected {
                failures.change { $0 += 1 }
                return try await next(call)
            }
        }
        try await full.emit("waits")
        await #expect(throws: EmitError.notConnected) { try await full.emit("does not") }
        #expect(failures.value == 1)
    }

    @Test("Sees nothing that is reserved, that cannot be sent, or of a cancelled task")
    func unseen() async throws {
        let seen = seen
        server.useOutbound { call, next in
            seen.add(call.event.rawValue)
            return try await next(call)
        }
        let client = try theClient()
        await #expect(throws: ReservedEventError.self) { try await client.emit("open") }
        await #expect(throws: ReservedEventError.self) { try await client.request("open") }
        #expect(try await server.emit("open").first?.underlying is ReservedEventError)
        await #expect(throws: ConversionError.self) { try await client.request("ask", Double.nan) }
        let cancelled = Task {
            await waitUntilCancelled()
            try await client.emit("late")
        }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        try await client.emit("seen")
        #expect(await seen.next() == "seen")
    }

    @Test("A task that is cancelled in it sends nothing")
    func cancellation() async throws {
        let seen = seen
        server.useOutbound { call, next in
            if call.event == "wait" {
                seen.add("waits")
                await waitUntilCancelled()
            }
            return try await next(call)
        }
        let client = try theClient()
        for isRequest in [false, true] {
            let task = Task {
                if isRequest { try await client.request("wait") } else { try await client.emit("wait") }
            }
            _ = await seen.next()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        try await client.emit("sent")
        #expect(await peer.next() == .message(#"{"a":["sent"]}"#))
    }
}
