import Fairway

func emit(_ room: Chat.Room.RemoteServer, _ client: Chat.Room.RemoteClient, _ user: Chat.User) async throws {
    try await room.emit(.typing(user: user, isTyping: true))  // expect: has no member 'typing'
    try await client.emit(.say(room: "swift", text: "Hello"))  // expect: has no member 'say'
    _ = try await client.join(room: "swift", name: "Ada")  // expect: has no member 'join'
}
