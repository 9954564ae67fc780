import Fairway
import Foundation

/// Keeps the rooms. One value serves every client.
actor Rooms: Chat.Room.ServerHandler {
    private struct Room {
        var messages: [Chat.Message] = []
        var members: [Chat.Room.RemoteClient: Chat.User] = [:]
        /// Where those who watch are told who comes and goes.
        var watchers: [UUID: AsyncStream<Chat.Presence>.Continuation] = [:]
    }

    private var rooms: [Chat.RoomName: Room] = [:]
    private static let largestRoom = 100

    func join(
        room name: Chat.RoomName,
        name user: String,
        limit: Int,
        from client: Chat.Room.RemoteClient
    ) async throws -> [Chat.Message] {
        let members = rooms[name]?.members ?? [:]
        guard members[client] != nil || members.count < Self.largestRoom else { throw Chat.JoinError.roomFull }
        guard !members.contains(where: { $0.key != client && $0.value.name == user }) else {
            throw Chat.JoinError.nameTaken
        }
        let user = Chat.User(id: UUID(), name: user)
        rooms[name, default: Room()].members[client] = user
        client.enter(group: name)
        tellWatchers(of: name, Chat.Presence(user: user, isHere: true))
        return latest(limit, in: name)
    }

    func history(room: Chat.RoomName, limit: Int, from client: Chat.Room.RemoteClient) -> [Chat.Message] {
        latest(limit, in: room)
    }

    func say(
        room: Chat.RoomName,
        text: String,
        replyTo: UUID?,
        attachment: Chat.Attachment?,
        from client: Chat.Room.RemoteClient
    ) async throws {
        guard let author = rooms[room]?.members[client] else { throw Rejection("join the room first") }
        let message = Chat.Message(
            id: UUID(),
            author: author,
            text: text,
            sentAt: Date(),
            replyTo: replyTo,
            attachment: attachment,
            reactions: [:]
        )
        rooms[room]?.messages.append(message)
        for failure in await client.server[Chat.Room.self].group(room).emit(.message(message)) {
            print("a message was missed: \(failure)")
        }
    }

    func leave(room: Chat.RoomName, from client: Chat.Room.RemoteClient) {
        guard let user = rooms[room]?.members.removeValue(forKey: client) else { return }
        client.leave(group: room)
        tellWatchers(of: room, Chat.Presence(user: user, isHere: false))
    }

    func presence(room: Chat.RoomName, from client: Chat.Room.RemoteClient) -> AsyncStream<Chat.Presence> {
        // Whoever is more than so many comings and goings behind misses the oldest.
        let (stream, continuation) = AsyncStream.makeStream(
            of: Chat.Presence.self,
            bufferingPolicy: .bufferingNewest(2 * Self.largestRoom)
        )
        let id = UUID()
        continuation.onTermination = { _ in Task { await self.forget(id, in: room) } }
        rooms[room, default: Room()].watchers[id] = continuation
        let users = (rooms[room]?.members.values).map(Array.init) ?? []
        for user in users.sorted(by: { $0.name < $1.name }) {
            continuation.yield(Chat.Presence(user: user, isHere: true))
        }
        return stream
    }

    /// Takes a client that has gone out of every room.
    func disconnect(_ client: Chat.Room.RemoteClient) {
        for room in rooms.keys.sorted() { leave(room: room, from: client) }
    }

    private func forget(_ watcher: UUID, in room: Chat.RoomName) {
        rooms[room]?.watchers[watcher] = nil
    }

    private func latest(_ limit: Int, in room: Chat.RoomName) -> [Chat.Message] {
        (rooms[room]?.messages ?? []).suffix(limit)
    }

    private func tellWatchers(of room: Chat.RoomName, _ presence: Chat.Presence) {
        for watcher in (rooms[room]?.watchers ?? [:]).values { watcher.yield(presence) }
    }
}
