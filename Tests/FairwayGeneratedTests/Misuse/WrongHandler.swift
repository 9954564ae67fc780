import Fairway

struct Half: Chat.Main.ClientHandler {  // expect: type 'Half' does not conform to protocol 'Chat.Main.ClientHandler'
    func notice(text: Int, from server: Chat.Main.RemoteServer) {}
}
