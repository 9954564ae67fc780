import Fairway
import FairwayNIO
import Foundation

@main
struct ChatClient {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard (1...3).contains(arguments.count) else {
            print("usage: ChatClient NAME [ROOM [URL]]")
            return
        }
        let name = arguments[0]
        let roomName = arguments.count > 1 ? arguments[1] : "lobby"
        let url = arguments.count > 2 ? arguments[2] : "ws://127.0.0.1:8080/"

        let answers = Answers()
        let screen = Screen(answers: answers)
        // Whoever comes back would have to enter the room again.
        let client = FairwayClient(reconnecting: .never)
        let room = client[Chat.Room.self]
        room.register(screen)
        client[Chat.Main.self].register(screen)
        client.onError { print("! \($0)") }
        client.onClose { end in
            print("* the connection has ended (\(end.status))")
            exit(end.isLocal ? 0 : 1)
        }
        do {
            try await client.connect(to: url)
            for message in try await room.join(room: roomName, name: name) { print(Screen.line(of: message)) }
        } catch Chat.JoinError.nameTaken {
            print("somebody in \(roomName) is called \(name) already")
            exit(1)
        } catch {
            print("cannot join \(roomName) at \(url): \(error)")
            exit(1)
        }
        print("* you are in \(roomName); /history, /quit, or say something")

        for await line in lines() {
            if await answers.take(line) { continue }
            do {
                switch line {
                case "": break
                case "/history":
                    for message in try await room.history(room: roomName) { print(Screen.line(of: message)) }
                case "/quit":
                    try await room.leave(room: roomName)
                    await client.close()
                    return
                default: try await room.emit(.say(room: roomName, text: line, attachment: attachment(in: line)))
                }
            } catch {
                print("! \(error)")
            }
        }
        await client.close()
    }

    /// The first link of a line.
    private static func attachment(in line: String) -> Chat.Attachment? {
        let words = line.split(separator: " ").lazy.filter { $0.hasPrefix("https://") }
        return words.compactMap { URL(string: String($0)) }.first.map { .link(Chat.Link(url: $0)) }
    }

    /// The lines that a person types, read by a thread of their own because reading blocks.
    private static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}
