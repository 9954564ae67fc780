import FairwayTesting
import Testing

@testable import Fairway

@Suite("Outbound middleware of a broadcast")
struct OutboundBroadcastTests {
    private let server = FairwayServer()
    private let peers: [RawPeer]

    init() {
        peers = [RawPeer(connectingTo: server), RawPeer(connectingTo: server), RawPeer(connectingTo: server)]
    }

    @Test("The server's and the channel's run once, and those of a client for that client")
    func once() async throws {
        let count = Shared(0)
        server.useOutbound { call, next in
            count.change { $0 += 1 }
            #expect(call.receiver == nil)
            return try await next(call)
        }
        server.of("room").useOutbound { call, next in
            count.change { $0 += 1 }
            var call = call
            let text = try call.decode(String.self)
            call.arguments = try RawArguments(text, "all")
            return try await next(call)
        }
        let client = try #require(server.clients.dropFirst().first)
        client.useOutbound { call, next in
            #expect(call.receiver?.client == client)
            var call = call
            let (text, more) = try call.decode(String.self, String.self)
            call.arguments = try RawArguments(text, more, "you")
            return try await next(call)
        }
        #expect(try await server.of("room").emit("say", "hello").isEmpty)
        #expect(await peers[0].next() == .message(#"{"c":"room","a":["say","hello","all"]}"#))
        #expect(await peers[1].next() == .message(#"{"c":"room","a":["say","hello","all","you"]}"#))
        #expect(await peers[2].next() == .message(#"{"c":"room","a":["say","hello","all"]}"#))
        #expect(count.value == 2)
    }

    @Test("What a client's throws is the failure of that client, and what the server's throws that of all")
    func failures() async throws {
        let client = try #require(server.clients.dropFirst().first)
        client.useOutbound { _, _ in throw Rejection("not this one") }
        let failures = try await server.emit("say")
        #expect(failures.map(\.client) == [client])
        #expect(failures.first?.underlying as? Rejection == Rejection("not this one"))
        for peer in [peers[0], peers[2]] { #expect(await peer.next() == .message(#"{"a":["say"]}"#)) }
        server.useOutbound { _, _ in throw Rejection("nobody") }
        #expect(try await server.emit("say").map(\.client) == server.clients)
    }

    @Test("A client that is slow in its own delays no other")
    func slow() async throws {
        let client = try #require(server.clients.first)
        let reached = Events<Void>()
        let release = Latch()
        client.useOutbound { call, next in
            reached.add(())
            await release.wait()
            return try await next(call)
        }
        let failing = try #require(server.clients.dropFirst().first)
        failing.close()
        let emitting = Task { [server] in try await server.emit("say") }
        await reached.next()
        #expect(await peers[2].next() == .message(#"{"a":["say"]}"#))
        release.open()
        #expect(try await emitting.value.isEmpty)
        #expect(await peers[0].next() == .message(#"{"a":["say"]}"#))
    }

    @Test("Goes with its client, and takes no more after its end")
    func leaving() async throws {
        let client = try #require(server.clients.first)
        let ended = Events<Void>()
        server.onClose { _, _ in ended.add(()) }
        let held = Shared(0)
        client.useOutbound { call, next in
            held.change { $0 += 1 }
            return try await next(call)
        }
        peers[0].close()
        await ended.next()
        await client.connection.ended.wait()
        client.useOutbound { call, next in
            held.change { $0 += 1 }
            return try await next(call)
        }
        await #expect(throws: EmitError.notConnected) { try await client.emit("late") }
        #expect(held.value == 0)
    }
}
