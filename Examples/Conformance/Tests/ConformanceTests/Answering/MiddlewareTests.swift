import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 12: middleware", .timeLimit(.minutes(2)))
struct MiddlewareTests {
    @Test("Sees every event before its handler, in the order of registration", arguments: Link.allCases)
    func order(link: Link) async throws {
        let seen = Queue<String>()
        let server = FairwayServer.conformance()
        server.use { call, next in
            seen.add("1 \(call.channel)/\(call.event)")
            return try await next(call)
        }
        server[Conformance.Named.self].use { call, next in
            seen.add("named")
            return try await next(call)
        }
        server.use { call, next in
            seen.add("2")
            return try await next(call)
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["echo",1]}"#, #"{"i":1,"d":1}"#)
            try await peer.expect(#"{"i":2,"a":["nobody"]}"#, rejection(2, "no event listener for 'nobody'"))
            try peer.send(#"{"c":"named","a":["nobody"]}"#)
            for line in ["1 /echo", "2", "1 /nobody", "2", "1 named/nobody", "2", "named"] {
                #expect(await seen.next() == line)
            }
        }
    }

    @Test("Changes the arguments, answers in the handler's place and refuses", arguments: Link.allCases)
    func powers(link: Link) async throws {
        struct Secret: Error {}
        let server = FairwayServer.conformance()
        server.use { call, next in
            guard call.event == "echo" else { return try await next(call) }
            switch try call.decode(String.self) {
            case "change":
                var call = call
                call.arguments = try RawArguments("changed")
                return try await next(call)
            case "answer": return .answer(["in": "place"])
            case "acknowledge": return .empty
            case "refuse": throw Rejection("not you", code: "403")
            case "fail": throw Secret()
            default: return try await next(call)
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            for (argument, answer) in [
                (#""change""#, #"{"i":1,"d":"changed"}"#), (#""answer""#, #"{"i":1,"d":{"in":"place"}}"#),
                (#""acknowledge""#, #"{"i":1}"#),
                (#""refuse""#, #"{"i":1,"e":{"message":"not you","code":"403"},"_":1}"#),
                (#""fail""#, rejection(1, "internal error")),
                ("7", rejection(1, "argument '1' of 'echo': expected a string, got number 7")),
                (#""other""#, #"{"i":1,"d":"other"}"#),
            ] {
                try await peer.expect(#"{"i":1,"a":["echo",\#(argument)]}"#, answer)
            }
        }
    }

    @Test("Sees no reserved name", arguments: Link.allCases)
    func reserved(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.use { _, _ in .answer("seen") }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["open"]}"#, rejection(1, "'open' is reserved on the main channel"))
            try await peer.expect(#"{"i":2,"c":"named","a":["open"]}"#, #"{"i":2,"d":"seen"}"#)
        }
    }

    @Test("Of a client program does the same", arguments: Link.allCases)
    func client(link: Link) async throws {
        let client = FairwayClient()
        client[Conformance.Main.self].register(Answerer())
        client.use { call, next in
            guard call.event == "answer" else { return try await next(call) }
            var call = call
            call.arguments = try RawArguments(try call.decode(String.self) + "?")
            return try await next(call)
        }
        try await Guest.visit(client, over: link) { guest in
            let server = try await guest.connect()
            try await server.expect(#"{"i":1,"a":["answer","Why"]}"#, #"{"i":1,"d":"Why?!"}"#)
            try await server.expect(#"{"i":2,"a":["nobody"]}"#, rejection(2, "no event listener for 'nobody'"))
        }
    }
}
