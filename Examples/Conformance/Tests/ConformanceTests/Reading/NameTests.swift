import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 5: names of events and channels", .timeLimit(.minutes(2)))
struct NameTests {
    @Test("A channel that is absent, null or empty is the main one", arguments: Link.allCases)
    func mainChannel(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for channel in ["", #","c":null"#, #","c":"""#] {
                try await peer.expect(#"{"i":1,"a":["add",1,2]\#(channel)}"#, #"{"i":1,"d":3}"#)
                try await peer.expect(
                    #"{"i":2,"a":["nobody"]\#(channel)}"#,
                    rejection(2, "no event listener for 'nobody'")
                )
            }
            try await peer.expect(#"{"i":1,"c":"named","a":["echo","x"]}"#, #"{"i":1,"d":"x"}"#)
            try await peer.expect(#"{"i":1,"c":"\u006eamed","a":["open","x"]}"#, #"{"i":1,"d":"X"}"#)
        }
    }

    @Test("A channel that is no string, or an event without a name, is dropped and reported", arguments: Link.allCases)
    func bad(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (frame, report) in [
                (#"{"i":1,"c":5,"a":["echo",1]}"#, "'c' is not a string"),
                (#"{"i":1,"c":false,"a":["echo",1]}"#, "'c' is not a string"),
                (#"{"c":["named"],"a":["echo",1],"i":1}"#, "'c' is not a string"),
                (#"{"i":1,"a":[""]}"#, "the event's name is empty"),
                (#"{"a":["",1],"c":"named","i":1}"#, "the event's name is empty"),
                (#"{"i":1,"a":[1]}"#, "the event's name is not a string"),
                (#"{"i":1,"a":[null,1]}"#, "the event's name is not a string"),
                (#"{"i":1,"a":[["echo"]]}"#, "the event's name is not a string"),
                (#"{"i":1,"a":[]}"#, "'a' is empty"), (#"{"i":1,"a":"echo"}"#, "'a' is not an array"),
            ] {
                try peer.send(frame)
                try await peer.settle()
                #expect(await host.nextReport() == "malformed message: \(report)", "\(frame)")
            }
        }
    }

    @Test(
        "A reserved name of the main channel is ignored as an event, rejected as a request, and not emitted",
        arguments: Link.allCases,
        ReservedEvent.allCases
    )
    func reserved(link: Link, event: ReservedEvent) async throws {
        let server = FairwayServer.conformance()
        let reached = Queue<String>()
        let name = EventName(event.rawValue)
        server.on(name) { reached.add("main") }
        server.of("named").on(name) { reached.add("named") }
        try await Host.serve(server, over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            for channel in ["", #","c":null"#, #","c":"""#] {
                try peer.send(#"{"a":["\#(name)"]\#(channel)}"#)
                try await peer.expect(
                    #"{"i":1,"a":["\#(name)"]\#(channel)}"#,
                    rejection(1, "'\(name)' is reserved on the main channel")
                )
            }
            try await peer.expect(#"{"i":2,"c":"named","a":["\#(name)"]}"#, #"{"i":2}"#)
            #expect(await reached.next() == "named")
            await #expect(throws: ReservedEventError.self) { try await client.emit(name) }
            await #expect(throws: ReservedEventError.self) { try await client.request(name) }
            try await peer.settle()
        }
    }

    @Test("A client holds its server to the same", arguments: Link.allCases, ReservedEvent.allCases)
    func reservedForClients(link: Link, event: ReservedEvent) async throws {
        try await Guest.visit(over: link) { guest in
            let name = EventName(event.rawValue)
            guest.client.on(name) { "reached" }
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            try server.send(#"{"a":["\#(name)"]}"#)
            try await server.expect(
                #"{"i":1,"a":["\#(name)"]}"#,
                rejection(1, "'\(name)' is reserved on the main channel")
            )
            await #expect(throws: ReservedEventError.self) { try await guest.client.emit(name) }
            await #expect(throws: ReservedEventError.self) { try await guest.client.request(name) }
            try await server.settle()
        }
    }

    @Test("The names of a schema are free on its channels", arguments: Link.allCases)
    func named(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"c":"named","a":["open","straße"]}"#, #"{"i":1,"d":"STRASSE"}"#)
            try await peer.expect(#"{"i":2,"c":"named","a":["message","x"]}"#, #"{"i":2,"d":"X"}"#)
            try peer.send(#"{"c":"named","a":["message","x"]}"#)
            try await peer.settle()
        }
    }
}
