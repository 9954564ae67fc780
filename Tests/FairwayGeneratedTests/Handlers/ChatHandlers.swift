import Fairway
import Foundation

// What users write against the generated code of the example schema. The tests drive it, and compile it again in each
// isolation that a module may have.

/// A structure that keeps nothing.
struct SilentRooms: Chat.Room.ServerHandler {
    func join(
        room: Chat.RoomName,
        name: String,
        limit: Int,
        from client: Chat.Room.RemoteClient
    ) async throws -> [Chat.Message] {
        guard name != "Eve" else { throw Rejection("not you", code: "name") }
        guard name != "Bob" else { throw Chat.JoinError.nameTaken }
        let author = Chat.User(id: UUID(), name: name)
        return [
            Chat.Message(id: UUID(), author: author, text: "\(room) \(limit)", sentAt: .distantPast, reactions: [:])
        ]
    }

    func history(room: Chat.RoomName, limit: Int, from client: Chat.Room.RemoteClient) -> [Chat.Message] { [] }

    func say(
        room: Chat.RoomName,
        text: String,
        replyTo: UUID?,
        attachment: Chat.Attachment?,
        from client: Chat.Room.RemoteClient
    ) async throws {
        let isSure = try await client.confirm(question: "Really say \"\(text)\"?")
        guard isSure else { return }
        let author = Chat.User(id: UUID(), name: "somebody")
        let message = Chat.Message(id: UUID(), author: author, text: text, sentAt: .distantPast, reactions: [:])
        await client.server[Chat.Room.self].emit(.message(message))
    }

    func leave(room: Chat.RoomName, from client: Chat.Room.RemoteClient) {
        client.close(status: 4000, reason: "left \(room)")
    }

    func presence(room: Chat.RoomName, from client: Chat.Room.RemoteClient) -> AsyncStream<Chat.Presence> {
        AsyncStream { continuation in
            for isHere in [true, false] {
                continuation.yield(Chat.Presence(user: Chat.User(id: UUID(), name: room), isHere: isHere))
            }
            continuation.finish()
        }
    }
}

/// An actor that serves two channels.
actor Screen: Chat.Room.ClientHandler, Chat.Main.ClientHandler {
    private(set) var lines: [String] = []
    private var waiter: CheckedContinuation<Void, Never>?

    func notice(text: String, from server: Chat.Main.RemoteServer) {
        add("notice \(text)")
    }

    func message(message: Chat.Message, from server: Chat.Room.RemoteServer) {
        add("\(message.author.name): \(message.text)")
    }

    func typing(user: Chat.User, isTyping: Bool, from server: Chat.Room.RemoteServer) {
        add("\(user.name) types")
    }

    func confirm(question: String, from server: Chat.Room.RemoteServer) -> Bool {
        lines.append(question)
        return true
    }

    /// Returns once that many lines are there.
    func waitForLines(_ count: Int) async {
        while lines.count < count {
            await withCheckedContinuation { waiter = $0 }
        }
    }

    private func add(_ line: String) {
        lines.append(line)
        waiter?.resume()
        waiter = nil
    }
}

/// A class of the main actor, such as a view model.
@MainActor
final class Window {
    private(set) var title = ""
    private let client = FairwayClient()

    func open(_ transport: some TransportConnector) async throws {
        client[Chat.Main.self].register(self)
        try await client.connect(with: transport)
        title = try await client[Chat.Room.self].join(room: "swift", name: "Ada").first?.text ?? ""
        try await client[Chat.Room.self].emit(.say(room: "swift", text: "Hello"))
    }
}

extension Window: Chat.Main.ClientHandler {
    func notice(text: String, from server: Chat.Main.RemoteServer) {
        title = text
    }
}
