import Fairway
import FairwayTesting
import Foundation
import Testing

@Suite("Middleware of a channel of a schema", .timeLimit(.minutes(1)))
struct MiddlewareTests {
    private let server = FairwayServer()
    private let client = FairwayClient()

    init() {
        server[Chat.Room.self].register(SilentRooms())
    }

    @Test("Has the channel's types, may change arguments, and refuses with the error that the schema declares")
    func room() async throws {
        server[Chat.Room.self].use { call, next in
            guard call.event == "join" else { return try await next(call) }
            var call = call
            let (room, name, limit) = try call.decode(String.self, String.self, Int?.self)
            if name == "Mallory" { throw Chat.JoinError.nameTaken }
            let author = Chat.User(id: UUID(), name: name)
            let notice = Chat.Message(id: UUID(), author: author, text: "…", sentAt: .distantPast, reactions: [:])
            try await call.sender.emit(.message(notice))
            call.arguments = try RawArguments(room, name, (limit ?? 50) + 1)
            return try await next(call)
        }
        try await client.connect(to: server)
        let room = client[Chat.Room.self]
        #expect(try await room.join(room: "swift", name: "Ada", limit: 3).map(\.text) == ["swift 4"])
        await #expect(throws: Chat.JoinError.nameTaken) { try await room.join(room: "swift", name: "Mallory") }
        await #expect(throws: RemoteError(message: "not you", code: "name")) {
            try await room.join(room: "swift", name: "Eve")
        }
    }

    @Test("Answers for the other side in a client program")
    func clientSide() async throws {
        client[Chat.Room.self].use { call, next in
            call.requestID == nil ? try await next(call) : .answer(true)
        }
        try await client.connect(to: server)
        let remote = try #require(server.clients.first)
        #expect(try await remote[Chat.Room.self].confirm(question: "Really?"))
    }

    @Test("Is around what generated methods ask, and what it throws is thrown by them")
    func outbound() async throws {
        client[Chat.Room.self].useOutbound { call, next in
            guard call.event == "join" else { return try await next(call) }
            var call = call
            let (room, name, limit) = try call.decode(String.self, String.self, Int?.self)
            if name == "Mallory" { throw Chat.JoinError.nameTaken }
            call.arguments = try RawArguments(room, name, (limit ?? 50) + 1)
            return try await next(call)
        }
        let room = client[Chat.Room.self]
        await #expect(throws: Chat.JoinError.nameTaken) { try await room.join(room: "swift", name: "Mallory") }
        try await client.connect(to: server)
        #expect(try await room.join(room: "swift", name: "Ada", limit: 3).map(\.text) == ["swift 4"])
        await #expect(throws: RemoteError(message: "not you", code: "name")) {
            try await room.join(room: "swift", name: "Eve")
        }
    }
}
