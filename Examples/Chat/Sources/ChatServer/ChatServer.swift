import Fairway
import FairwayNIO
import Foundation

@main
struct ChatServer {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count <= 1, let port = Int(arguments.first ?? "8080") else {
            print("usage: ChatServer [PORT]")
            return
        }
        let rooms = Rooms()
        let server = FairwayServer()
        server[Chat.Room.self].register(rooms)
        server.onOpen { client in
            print("client \(client.id) is here")
            try await client[Chat.Main.self].emit(.notice(text: "Welcome. \(server.clients.count) of you are here."))
        }
        server.onError { print($0) }
        server.onClose { client, end in
            await rooms.disconnect(client[Chat.Room.self])
            print("client \(client.id) has gone: \(end.status)")
        }
        do {
            try await server.run(host: "127.0.0.1", port: port) { listener in
                print("listening on ws://\(listener.host):\(listener.port)/")
                fflush(nil)  // Where the output is a file it is read while the server runs.
            }
        } catch {
            print("cannot listen on port \(port): \(error)")
            exit(1)
        }
    }
}
