import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 15: what onOpen may do", .timeLimit(.minutes(2)))
struct OpeningTests {
    private enum Name: ClientKey {
        static let defaultValue = "nobody"
    }

    @Test("A server asks while onOpen runs, and the client's events wait for it", arguments: Link.allCases)
    func server(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.onOpen { client in
            let remote = client[Conformance.Main.self]
            client.values[Name.self] = try await remote.answer(question: "first") + remote.answer(question: "second")
        }
        server.on("name") { Client.current?.values[Name.self] ?? "no client" }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["note","x"]}"#)
            try await peer.expect(#"{"i":1,"a":["name"]}"#, #"{"i":1,"a":["answer","first"]}"#)
            try await peer.expect(#"{"i":1,"d":"Ada"}"#, #"{"i":2,"a":["answer","second"]}"#)
            try peer.send(#"{"i":2,"a":["notes"]}"#)
            try await peer.expect(#"{"i":2,"d":"!"}"#, #"{"i":1,"d":"Ada!"}"#, #"{"i":2,"d":["x"]}"#)
        }
    }

    @Test("A client asks while onOpen runs, each time, and the server's events wait for it", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let names = Queue<String>()
            guest.client.onOpen { names.add(try await guest.client.request("name")) }
            guest.client.on("wave") { names.add("wave") }
            for name in ["Ada", "Grace"] {
                let server = try await guest.connect()
                try server.send(#"{"a":["wave"]}"#)
                await server.expectNext(#"{"i":1,"a":["name"]}"#)
                try server.send(#"{"i":1,"d":"\#(name)"}"#)
                #expect(await names.next(2) == [name, "wave"])
            }
        }
    }

    @Test("What onOpen throws is reported, and the connection goes on", arguments: Link.allCases)
    func failing(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.onOpen { try await $0[Conformance.Main.self].emit(.said(text: try await $0.request("name"))) }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            await peer.expectNext(#"{"i":1,"a":["name"]}"#)
            try peer.send(#"{"i":1,"e":{"message":"none"},"_":1}"#)
            #expect(await host.nextReport() == "handler of 'open' failed: none")
            try await peer.settle()
        }
    }
}
