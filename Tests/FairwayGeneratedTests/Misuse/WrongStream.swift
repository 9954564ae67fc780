import Fairway

struct Levels: Width.Room.ClientHandler {  // expect: type 'Levels' does not conform to protocol 'Width.Room.ClientHandler'
    func levels(from server: Width.Room.RemoteServer) -> AsyncStream<String> { AsyncStream { $0.finish() } }
    func invite(room: Width.Tag, from server: Width.Room.RemoteServer) -> Painter { Painter() }
}

struct Painter: Width.Whiteboard.ClientHandler {
    func strokes(points: [[Double]], by: Width.Tag, from server: Width.Whiteboard.RemoteServer) {}
}

func watch(_ room: Width.Room.RemoteServer) async throws {
    for try await single in try await room.watch(room: "a") {
        let _: Int = single  // expect: cannot convert value of type 'Width.Single' to specified type 'Int'
    }
}
