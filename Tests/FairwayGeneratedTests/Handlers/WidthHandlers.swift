import Fairway

// What users write against the rest of the language.

/// Answers with what came.
struct Echo: Width.Limits.ServerHandler, Width.Lenient.ServerHandler {
    func check(
        value: Width.Limited,
        tag: Width.Tag?,
        page: Int,
        from client: Width.Limits.RemoteClient
    ) async throws -> [String] {
        value.tags + [tag ?? "none", "\(page)"]
    }

    func note(tag: Width.Tag, from client: Width.Limits.RemoteClient) async throws {}

    func add(a: Int, b: Int, from client: Width.Lenient.RemoteClient) async throws -> Int { a + b }
}

/// Does nothing but say why not, each time with an error of the schema.
struct Refusing: Width.Errors.ServerHandler {
    func refuse(why: Width.Refusal, from client: Width.Errors.RemoteClient) async throws { throw why }

    func trouble(code: Int, from client: Width.Errors.RemoteClient) async throws -> Int {
        throw Width.Trouble(code: code, why: "no luck")
    }

    func fail(failure: Width.Failure, from client: Width.Errors.RemoteClient) async throws -> Int { throw failure }

    func wait(from client: Width.Errors.RemoteClient) async throws { throw Rejection("not now") }
}

/// Handles requests that are called like members of the runtime's types.
struct Clashing: Width.Clashes.ClientHandler {
    func close(from server: Width.Clashes.RemoteServer) -> Int { 1 }
    func id(from server: Width.Clashes.RemoteServer) -> Int { 2 }
    func server(from server: Width.Clashes.RemoteServer) -> Int { 3 }
    func emit(event: Int, from server: Width.Clashes.RemoteServer) -> Int { event }
    func request(event: String, from server: Width.Clashes.RemoteServer) -> String { event }
    func open(event: Int, from server: Width.Clashes.RemoteServer) -> Int { event }
    func on(event: Int, from server: Width.Clashes.RemoteServer) -> Int { event }
}

/// Makes those requests, and reaches what the runtime has under their names.
func clash(with remote: Width.Clashes.RemoteClient) async throws -> [Int] {
    let answers = [
        try await remote.close(), try await remote.id(), try await remote.server(), try await remote.emit(event: 4),
        try await remote.request(event: "five").count, try await remote.open(event: 5),
        try await remote.on(event: 6),
    ]
    guard remote.id == remote.client.id, remote.server === remote.client.server else { return [] }
    remote.close(status: 4000, reason: "done")
    return answers
}

/// Streams of each kind, and conversations.
actor Rooms: Width.Room.ServerHandler, Width.Whiteboard.ServerHandler {
    private(set) var strokes = 0

    func watch(
        room: Width.Tag,
        from client: Width.Room.RemoteClient
    ) async throws -> some AsyncSequence<Width.Single, any Error> & Sendable {
        AsyncThrowingStream { continuation in
            continuation.yield(Width.Single(only: 1))
            continuation.finish()
        }
    }

    func numbers(from client: Width.Room.RemoteClient) -> AsyncStream<Int> {
        AsyncStream { continuation in
            continuation.yield(1)
            continuation.finish()
        }
    }

    func draw(room: Width.Tag, from client: Width.Room.RemoteClient) -> some Width.Whiteboard.ServerHandler { self }

    func feed(
        room: Width.Tag,
        opening conversation: Width.Feed.RemoteClient,
        from client: Width.Room.RemoteClient
    ) async throws {
        try await conversation.emit(.news(text: room))
    }

    func board(from client: Width.Room.RemoteClient) -> Rooms { self }

    func stroke(points: [[Double]], from client: Width.Whiteboard.RemoteClient) async throws {
        strokes += points.count
        try await client.emit(.strokes(points: points, by: "me"))
    }

    func clear(from client: Width.Whiteboard.RemoteClient) throws -> Bool {
        guard strokes > 0 else { throw Width.Refusal.notAllowed }
        client.close()
        return true
    }

    func zoom(tag: Width.Tag, from client: Width.Whiteboard.RemoteClient) -> Rooms { self }
}

/// A client's handlers: of a channel, of conversations, and of what the server asks for.
@MainActor
final class Painter {
    private(set) var news: [String] = []

    /// Opens everything that a room has to open.
    func open(_ client: FairwayClient) async throws {
        let room = client[Width.Room.self]
        room.register(self)
        for try await single in try await room.watch(room: "a") { news.append("\(single.only)") }
        for try await number in try await room.numbers() { news.append("\(number)") }
        let board: Width.Whiteboard.RemoteServer = try await room.draw(room: "a", handler: self)
        try await board.emit(.stroke(points: [[0, 1]]))
        let zoomed = try await board.zoom(tag: "b", handler: self)
        zoomed.abort("enough")
        if try await board.clear() { board.close() }
        let feed = try await room.feed(room: "a", handler: self)
        feed.close()
    }

    /// Opens what a client answers.
    func invite(_ client: Width.Room.RemoteClient, _ rooms: Rooms) async throws {
        let board: Width.Whiteboard.RemoteClient = try await client.invite(room: "a", handler: rooms)
        try await board.emit(.strokes(points: [], by: "me"))
        for try await level in try await client.levels() { news.append("\(level)") }
    }
}

extension Painter: Width.Room.ClientHandler, Width.Whiteboard.ClientHandler, Width.Feed.ClientHandler {
    func levels(from server: Width.Room.RemoteServer) -> AsyncThrowingStream<Double, any Error> {
        AsyncThrowingStream { $0.finish() }
    }

    func invite(room: Width.Tag, from server: Width.Room.RemoteServer) -> Painter { self }

    func strokes(points: [[Double]], by: Width.Tag, from server: Width.Whiteboard.RemoteServer) { news.append(by) }

    func news(text: String, from server: Width.Feed.RemoteServer) { news.append(text) }
}
