import Fairway

struct Notices: Chat.Main.ClientHandler {
    func notice(text: String, from server: Chat.Main.RemoteServer) {}
}

func register(_ server: FairwayServer, _ client: FairwayClient) {
    server[Chat.Room.self].register(Notices())  // expect: conform to 'Chat.Room.ServerHandler'
    client[Chat.Room.self].on(Chat.Room.ToServer.leave) { _, _ in }  // expect: cannot convert value of type
}
