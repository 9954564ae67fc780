import Fairway
import Foundation

/// Keeps the rooms. One value serves every client.
actor Rooms: Chat.Room.ServerHandler {
    private struct Room {
        var messages: [Chat.Message] = []
        var members: [Chat.Room.RemoteClient: Chat.User] = [:]
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
        await tell(
            everyone(in: name, of: client.server).except(client),
            .presence(room: name, user: user, isHere: true)
        )
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
        await tell(everyone(in: room, of: client.server), .message(message))
    }

    func leave(room: Chat.RoomName, from client: Chat.Room.RemoteClient) async {
        guard let user = rooms[room]?.members.removeValue(forKey: client) else { return }
        client.leave(group: room)
        await tell(everyone(in: room, of: client.server), .presence(room: room, user: user, isHere: false))
    }

    /// Takes a client that has gone out of every room.
    func disconnect(_ client: Chat.Room.RemoteClient) async {
        for room in rooms.keys.sorted() { await leave(room: room, from: client) }
    }

    private func latest(_ limit: Int, in room: Chat.RoomName) -> [Chat.Message] {
        (rooms[room]?.messages ?? []).suffix(limit)
    }

    private func everyone(in room: Chat.RoomName, of server: FairwayServer) -> ClientSelection<Chat.Room> {
        server[Chat.Room.self].group(room)
    }

    private func tell(_ receivers: ClientSelection<Chat.Room>, _ event: Chat.Room.ServerEvent) async {
        for failure in await receivers.emit(event) {
            print("an event was missed: \(failure)")
        }
    }
}
