import FairwayTesting
import Testing

@testable import Fairway

@Suite("Hooks and context")
struct HookTests {
    @TaskLocal private static var trace = "none"

    private enum Name: ClientKey {
        static let defaultValue = "nobody"
    }

    @Test("onOpen runs before the client's first event and may make requests of it")
    func open() async throws {
        let server = FairwayServer()
        server.onOpen { client in
            client.values[Name.self] = try await client.request("name")
            client.on("who") { client.values[Name.self] }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["who"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"a":["name"]}"#))
        try peer.send(#"{"i":1,"d":"Ada"}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"Ada"}"#))
    }

    @Test("What onOpen throws goes to onError, and the connection goes on")
    func openThrows() async throws {
        let server = FairwayServer()
        server.onOpen { _ in throw Rejection("no") }
        server.on("ping") { "pong" }
        let reports = Events<String>()
        server.onError { reports.add("\($0)") }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["ping"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"pong"}"#))
        #expect(await reports.next()?.hasPrefix("client 1: handler of 'open' failed") == true)
    }

    @Test("onMessage sees each message before it is dispatched, and can await that it was processed")
    func message() async throws {
        let server = FairwayServer()
        let seen = Events<String>()
        server.on("add") { (a: Int, b: Int) in
            seen.add("handled")
            return a + b
        }
        server.onMessage { message, client in
            seen.add(
                "\(message.channel)/\(message.event)/\(message.arguments)/\(message.requestID?.description ?? "-")/\(client.id)"
            )
            Task {
                await message.processed()
                seen.add("processed")
            }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":4,"a":["add", 1, 2]}"#)
        #expect(await seen.next(3) == ["/add/[ 1, 2]/4/1", "handled", "processed"])
        try peer.send(#"{"c":"x","a":["nobody"]}"#)
        #expect(await seen.next(2) == ["x/nobody/[]/-/1", "processed"])
    }

    @Test("onClose runs once, the client's before the server's, with status, reason and who asked")
    func close() async throws {
        let server = FairwayServer()
        let ends = Events<String>()
        server.onOpen { client in
            client.onClose { ends.add("client \($0.status) \($0.reason) \($0.isLocal)") }
        }
        server.onClose { client, end in ends.add("server \(client.id) \(end.status) \(end.reason) \(end.isLocal)") }
        let peer = RawPeer(connectingTo: server)
        peer.close(status: 4000, reason: "bye")
        #expect(await ends.next(2) == ["client 4000 bye false", "server 1 4000 bye false"])
        let other = RawPeer(connectingTo: server)
        let client = try #require(server.clients.first)
        client.close(status: .policyViolation, reason: "rules")
        client.close(status: .normalClosure, reason: "again")
        #expect(await ends.next(2) == ["client 1008 rules true", "server 2 1008 rules true"])
        #expect(await other.next() == .end(TransportEnd(status: .policyViolation, reason: "rules")))
        #expect(server.clients.isEmpty)
    }

    @Test(
        "The current client is known in every task that a handler starts, and middleware sets task-local values"
    )
    func context() async throws {
        let server = FairwayServer()
        server.use { call, next in
            try await Self.$trace.withValue("\(call.channel)/\(call.event)") { try await next(call) }
        }
        server.of("named").on("context") { () async -> String in
            await Task { "\(Self.trace) \(Client.current?.id.description ?? "nobody")" }.value
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"named","a":["context"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"named/context 1"}"#))
        #expect(Client.current == nil)
    }
}
