import Fairway

struct News: Width.Feed.ClientHandler {
    func news(text: String, from server: Width.Feed.RemoteServer) {}
}

func draw(_ room: Width.Room.RemoteServer) async throws {
    _ = try await room.draw(room: "a", handler: News())  // expect: conform to 'Width.Whiteboard.ClientHandler'
}

func draw(on board: Width.Whiteboard.RemoteServer) async throws {
    try await board.emit(.strokes(points: [], by: "me"))  // expect: has no member 'strokes'
    board.register(News())  // expect: conform to 'Width.Whiteboard.ClientHandler'
}
