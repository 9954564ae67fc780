import Fairway

func emit(_ client: Chat.Room.RemoteClient, _ user: Chat.User) async throws {
    try await client.emit(.typing(user: user, isTyping: true))  // expect: 'typing(user:isTyping:)' is deprecated: use presence
}
