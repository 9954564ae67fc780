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
        await tell(name, .presence(room: name, user: user, isHere: true), except: client)
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
        await tell(room, .message(message))
    }

    func leave(room: Chat.RoomName, from client: Chat.Room.RemoteClient) async {
        guard let user = rooms[room]?.members.removeValue(forKey: client) else { return }
        await tell(room, .presence(room: room, user: user, isHere: false))
    }

    /// Takes a client that has gone out of every room.
    func disconnect(_ client: Chat.Room.RemoteClient) async {
        for room in rooms.keys.sorted() { await leave(room: room, from: client) }
    }

    private func latest(_ limit: Int, in room: Chat.RoomName) -> [Chat.Message] {
        (rooms[room]?.messages ?? []).suffix(limit)
    }

    private func tell(
        _ room: Chat.RoomName,
        _ event: Chat.Room.ServerEvent,
        except sender: Chat.Room.RemoteClient? = nil
    ) async {
        for member in rooms[room]?.members.keys.map(\.self) ?? [] where member != sender {
            do {
                try await member.emit(event)
            } catch {
                print("client \(member.id) missed an event: \(error)")
            }
        }
    }
}
