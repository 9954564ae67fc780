import FairwayTesting
import Testing

@testable import Fairway

@Suite("Middleware comes before the handler")
struct MiddlewareTests {
    private enum Token: ClientKey {
        static let defaultValue: String? = nil
    }

    private let server = FairwayServer()
    private let peer: RawPeer
    private let seen = Events<String>()

    init() {
        peer = RawPeer(connectingTo: server)
    }

    private func answer(to frame: String) async throws -> RawPeer.Received {
        try peer.send(frame)
        return await peer.next()
    }

    @Test("The server's first, in order, then the channel's, the client's, and the handler")
    func order() async throws {
        let seen = seen
        let client = try #require(server.clients.first)
        @Sendable func record(_ name: String) -> @Sendable (InboundReply) -> InboundReply {
            seen.add(name)
            return { reply in
                seen.add("after \(name)")
                return reply
            }
        }
        client.of("room").use { call, next in record("client's channel")(try await next(call)) }
        client.use { call, next in record("client")(try await next(call)) }
        server.of("room").use { call, next in record("channel")(try await next(call)) }
        server.use { call, next in record("server 1")(try await next(call)) }
        server.use { call, next in record("server 2")(try await next(call)) }
        server.of("elsewhere").use { _, _ in throw Rejection("the wrong channel") }
        server.of(.main).use { _, _ in throw Rejection("the main channel") }
        server.onMessage { message, _ in seen.add("message \(message.event)") }
        server.of("room").on("say") { (_: String) in seen.add("handler") }
        #expect(try await answer(to: #"{"i":1,"c":"room","a":["say","x"]}"#) == .message(#"{"i":1}"#))
        let way = ["server 1", "server 2", "channel", "client", "client's channel"]
        let expected = ["message say"] + way + ["handler"] + way.reversed().map { "after \($0)" }
        #expect(await seen.next(expected.count) == expected)
    }

    @Test("Sees who, where and what")
    func properties() async throws {
        let seen = seen
        server.use { call, next in
            let id = call.requestID?.description ?? "-"
            seen.add("\(call.client.id) \(call.sender.id) \(call.channel)/\(call.event) \(call.arguments) \(id)")
            seen.add("\(Client.current === call.client)")
            return try await next(call)
        }
        try peer.send(#"{"c":"room","a":["say", 1]}"#)
        try peer.send(#"{"i":7,"a":["ask"]}"#)
        #expect(await seen.next(4) == ["1 1 room/say [ 1] -", "true", "1 1 /ask [] 7", "true"])
    }

    @Test(
        "May change the arguments",
        arguments: [
            (#""a""#, #"{"i":1,"d":"a 2"}"#), ("", #"{"i":1,"d":"nothing 2"}"#), (#"[], {}"#, #"{"i":1,"d":"2 2"}"#),
        ]
    )
    func change(arguments: String, answer: String) async throws {
        server.on("echo") { (text: String, number: Int?) in "\(text) \(number ?? 0)" }
        server.use { call, next in
            var call = call
            let elements: [JSONValue] = try call.arguments.decode()
            switch elements.first {
            case .string(let text)?: call.arguments = try RawArguments(text, 2)
            case nil: call.arguments = try RawArguments(elements: ["nothing", 2] as [JSONValue])
            default: call.arguments = try RawArguments("\(elements.count)", 2, nil as Int?)
            }
            return try await next(call)
        }
        let separator = arguments.isEmpty ? "" : ","
        #expect(try await self.answer(to: #"{"i":1,"a":["echo"\#(separator)\#(arguments)]}"#) == .message(answer))
    }

    @Test("Arguments that are taken away leave those that are optional")
    func removal() async throws {
        server.on("echo") { (number: Int?) in number ?? -1 }
        server.use { call, next in
            var call = call
            call.arguments = try RawArguments()
            return try await next(call)
        }
        #expect(try await answer(to: #"{"i":1,"a":["echo",5]}"#) == .message(#"{"i":1,"d":-1}"#))
    }

    @Test("Changed arguments that do not convert are refused in the same words")
    func mismatch() async throws {
        let reports = Events<String>()
        server.onError { reports.add("\($0.underlying)") }
        server.on("add") { (a: Int, b: Int) in a + b }
        server.use { call, next in
            var call = call
            call.arguments = try RawArguments(1, ["x"])
            return try await next(call)
        }
        #expect(
            try await answer(to: #"{"i":1,"a":["add",1,2]}"#)
                == .message(
                    #"{"i":1,"e":{"message":"argument '2' of 'add': expected an integer, got array"},"_":1}"#
                )
        )
        try peer.send(#"{"a":["add",1,2]}"#)
        #expect(await reports.next() == "argument '2' of 'add': expected an integer, got array")
    }

    @Test("May decode the arguments, and what does not convert is told as it is of a handler's")
    func decoding() async throws {
        let seen = seen
        server.of("room").use { call, next in
            let (text, number) = try call.decode(String.self, Int?.self)
            seen.add("\(text) \(number ?? 0)")
            return try await next(call)
        }
        server.of("room").on("say") { (_: JSONValue) in }
        #expect(try await answer(to: #"{"i":1,"c":"room","a":["say","x"]}"#) == .message(#"{"i":1}"#))
        #expect(await seen.next() == "x 0")
        #expect(
            try await answer(to: #"{"i":2,"c":"room","a":["say","x","y"]}"#)
                == .message(
                    #"{"i":2,"e":{"message":"argument '2' of 'say' on channel 'room': expected an integer, "#
                        + #"got string \"y\""},"_":1}"#
                )
        )
    }

    @Test("May answer in the handler's place, and in the place of none")
    func answerInPlace() async throws {
        server.on("ask") { "handled" }
        server.use { call, next in
            switch call.event {
            case "ask", "nobody": .answer(5)
            case "quiet": .empty
            case "half": .answer(Double.nan)
            default: try await next(call)
            }
        }
        #expect(try await answer(to: #"{"i":1,"a":["ask"]}"#) == .message(#"{"i":1,"d":5}"#))
        #expect(try await answer(to: #"{"i":2,"a":["nobody"]}"#) == .message(#"{"i":2,"d":5}"#))
        #expect(try await answer(to: #"{"i":3,"a":["quiet"]}"#) == .message(#"{"i":3}"#))
        #expect(
            try await answer(to: #"{"i":4,"a":["half"]}"#)
                == .message(#"{"i":4,"e":{"message":"internal error"},"_":1}"#)
        )
        #expect(
            try await answer(to: #"{"i":5,"a":["other"]}"#)
                == .message(#"{"i":5,"e":{"message":"no event listener for 'other'"},"_":1}"#)
        )
    }

    @Test("May replace the handler's answer, and keep one for another request")
    func replies() async throws {
        let kept = Shared<InboundReply?>(nil)
        let count = Shared(0)
        server.on("count") { () -> Int in
            count.change { $0 += 1 }
            return count.value
        }
        server.on("note") {}
        server.use { call, next in
            if call.event == "note" {
                _ = try await next(call)
                return .answer("noted")
            }
            if let reply = kept.value { return reply }
            let reply = try await next(call)
            kept.change { $0 = reply }
            return reply
        }
        #expect(try await answer(to: #"{"i":1,"a":["count"]}"#) == .message(#"{"i":1,"d":1}"#))
        #expect(try await answer(to: #"{"i":22,"a":["count"]}"#) == .message(#"{"i":22,"d":1}"#))
        #expect(try await answer(to: #"{"i":3,"a":["note"]}"#) == .message(#"{"i":3,"d":"noted"}"#))
        #expect(count.value == 1)
    }

    @Test("Is asked for nothing that is reserved")
    func reserved() async throws {
        let seen = seen
        server.use { call, next in
            seen.add("\(call.channel)/\(call.event)")
            return try await next(call)
        }
        server.of("room").on("open") { true }
        #expect(
            try await answer(to: #"{"i":1,"a":["open"]}"#)
                == .message(#"{"i":1,"e":{"message":"'open' is reserved on the main channel"},"_":1}"#)
        )
        #expect(try await answer(to: #"{"i":2,"c":"room","a":["open"]}"#) == .message(#"{"i":2,"d":true}"#))
        #expect(await seen.next() == "room/open")
    }

    @Test("Knows the client's values")
    func values() async throws {
        server.on("enter") { (name: String) in Client.current?.values[Token.self] = name }
        server.on("work") { true }
        server.use { call, next in
            guard call.event == "enter" || call.client.values[Token.self] != nil else {
                throw Rejection("sign in first", code: "401")
            }
            return try await next(call)
        }
        #expect(
            try await answer(to: #"{"i":1,"a":["work"]}"#)
                == .message(#"{"i":1,"e":{"message":"sign in first","code":"401"},"_":1}"#)
        )
        #expect(try await answer(to: #"{"i":2,"a":["enter","Ada"]}"#) == .message(#"{"i":2}"#))
        #expect(try await answer(to: #"{"i":3,"a":["work"]}"#) == .message(#"{"i":3,"d":true}"#))
    }

    @Test("In a client program as well")
    func clientProgram() async throws {
        let client = FairwayClient()
        client.use { call, next in call.client.isConnected ? try await next(call) : .empty }
        client.of("room").use { call, next in
            try await call.sender.emit("seen", call.event.rawValue)
            return try await next(call)
        }
        client.of("room").on("ask") { "answer" }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        try peer.send(#"{"i":1,"c":"room","a":["ask"]}"#)
        #expect(await peer.next() == .message(#"{"c":"room","a":["seen","ask"]}"#))
        #expect(await peer.next() == .message(#"{"i":1,"d":"answer"}"#))
        try peer.send(#"{"i":2,"a":["ask"]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"e":{"message":"no event listener for 'ask'"},"_":1}"#))
    }
}
