import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("The events of the conformance server: the calculator", .timeLimit(.minutes(2)))
struct CalculatorTests {
    @Test("add answers the sum, store emits what is stored, finish ends the conversation", arguments: Link.allCases)
    func frames(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["calculator"]"#)
            try await peer.expect(#"{"i":2,"h":1,"a":["add",40,2.5]}"#, #"{"i":2,"d":42.5}"#)
            try await peer.expect(#"{"h":1,"a":["store",42.5]}"#, #"{"h":1,"a":["stored",42.5]}"#)
            try await peer.expect(#"{"i":3,"h":1,"a":["store",-1]}"#, #"{"h":1,"a":["stored",-1]}"#, #"{"i":3}"#)
            try await peer.expect(#"{"h":1,"a":["finish"]}"#, #"{"h":1,"x":"closed"}"#)
            try await peer.expect(
                #"{"i":4,"h":1,"a":["add",1,2]}"#,
                aborted(1, "no such channel"),
                rejection(4, "no such channel")
            )
            // The conversation ends, and the connection stays.
            try await peer.settle()
        }
    }

    @Test("Its events are its own, and the main channel's are not in it", arguments: Link.allCases)
    func events(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(7, #"["calculator"]"#)
            let message = "no event listener for 'echo' on channel '#7'"
            try await peer.expect(#"{"i":8,"h":7,"a":["echo",1]}"#, rejection(8, message))
            try await peer.expect(#"{"i":9,"a":["store",1]}"#, rejection(9, "no event listener for 'store'"))
            try peer.send(#"{"h":7,"a":["echo",1]}"#)
            try await peer.settle()
        }
    }

    @Test("A client calculates with several at a time", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let client = FairwayClient()
            client.connect(over: try await host.transport())
            let server = client[Conformance.Main.self]
            let (display, other) = (Display(), Display())
            let first = try await server.calculator(handler: display)
            let second = try await server.calculator(handler: other)
            try await second.emit(.store(value: 7))
            try await first.emit(.store(value: try await first.add(a: 1, b: 0.5)))
            #expect(await display.values.next() == 1.5)
            #expect(await other.values.next() == 7)
            try await first.emit(.finish)
            #expect(try await first.closed == .closed)
            await #expect(throws: RequestError.channelClosed) { try await first.add(a: 1, b: 2) }
            #expect(try await second.add(a: 1, b: 2) == 3)
            second.close()
            #expect(try await second.closed == .closed)
            #expect(try await server.running() == 0)
            await client.close()
        }
    }

    @Test("A conversation that nobody asked for is none", arguments: Link.allCases)
    func unasked(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["calculator"]}"#)
            try await peer.settle()
        }
    }
}

/// Shows what a calculator has stored.
struct Display: Conformance.Calculator.ClientHandler {
    let values = Queue<Double>()

    func stored(value: Double, from server: Conformance.Calculator.RemoteServer) { values.add(value) }
}
