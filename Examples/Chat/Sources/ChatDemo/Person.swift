import Fairway
import FairwayNIO

/// Somebody in front of a screen, who waits for what the others say.
struct Person: Sendable {
    let name: String
    let room: Chat.Room.RemoteServer
    private let client = FairwayClient()
    private let screen = Screen()

    init(_ name: String) {
        self.name = name
        room = client[Chat.Room.self]
        room.register(screen)
        client[Chat.Main.self].register(screen)
    }

    func enter(_ roomName: String, at url: String) async throws {
        try await client.connect(to: url)
        let recent = try await room.join(room: roomName, name: name)
        let presences = try await room.presence(room: roomName)
        Task { [screen] in
            for try await presence in presences { screen.show(presence, in: roomName) }
        }
        print("\(name) enters \(roomName), where \(recent.count) messages are")
    }

    func say(_ text: String) async throws {
        try await room.emit(.say(room: "swift", text: text))
        print("\(name) says \"\(text)\"")
    }

    /// Reads the screen until the line is there.
    func hears(_ expected: String) async {
        while let line = await screen.next() {
            print("    on \(name)'s screen: \(line)")
            if line == expected { return }
        }
    }

    func leave(_ roomName: String) async throws {
        try await room.leave(room: roomName)
        print("\(name) leaves")
        await client.close()
    }
}

/// Keeps the lines that come until they are read.
struct Screen: Chat.Main.ClientHandler, Chat.Room.ClientHandler {
    private let lines: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() {
        (lines, continuation) = AsyncStream.makeStream()
    }

    func next() async -> String? {
        var iterator = lines.makeAsyncIterator()
        return await iterator.next()
    }

    func notice(text: String, from server: Chat.Main.RemoteServer) {
        continuation.yield("* \(text)")
    }

    func message(message: Chat.Message, from server: Chat.Room.RemoteServer) {
        continuation.yield("\(message.author.name): \(message.text)")
    }

    func show(_ presence: Chat.Presence, in room: String) {
        continuation.yield("* \(presence.user.name) \(presence.isHere ? "is in" : "has left") \(room)")
    }

    func typing(user: Chat.User, isTyping: Bool, from server: Chat.Room.RemoteServer) {
        continuation.yield("* \(user.name) \(isTyping ? "is typing" : "stopped typing")")
    }

    func confirm(question: String, from server: Chat.Room.RemoteServer) -> Bool {
        continuation.yield("? \(question)")
        return true
    }
}
