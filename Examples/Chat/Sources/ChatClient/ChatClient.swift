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
        let client = FairwayClient()
        let room = client[Chat.Room.self]
        room.register(screen)
        client[Chat.Main.self].register(screen)
        client.onError { print("! \($0)") }
        client.onClose { end in
            if !end.isLocal { print("* the connection has ended (\(end.status))") }
        }
        // Whoever has lost the connection comes back by itself, and enters the room again.
        client.onOpen {
            do {
                try await enter(roomName, of: room, as: name)
            } catch Chat.JoinError.nameTaken {
                print("somebody in \(roomName) is called \(name) already")
                exit(1)
            }
        }
        let statuses = Task {
            for await case .reconnecting(let attempt, let delay) in client.statuses {
                print(
                    "* attempt \(attempt) to come back is in \(delay.formatted(.units(allowed: [.seconds, .milliseconds])))"
                )
            }
        }
        defer { statuses.cancel() }
        do {
            try await client.connect(to: url)
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
                case _ where !client.isConnected: print("! there is no connection yet")
                case "/history":
                    for message in try await room.history(room: roomName) { print(Screen.line(of: message)) }
                case "/quit":
                    try await room.leave(room: roomName)
                    return await client.close()
                default: try await room.emit(.say(room: roomName, text: line, attachment: attachment(in: line)))
                }
            } catch {
                print("! \(error)")
            }
        }
        await client.close()
    }

    /// Enters a room, prints what has been said there, and from then on who comes and goes.
    private static func enter(
        _ name: String,
        of room: Chat.Room.RemoteServer,
        as person: String
    ) async throws {
        for message in try await room.join(room: name, name: person) { print(Screen.line(of: message)) }
        let presences = try await room.presence(room: name)
        Task {
            do {
                for try await presence in presences { print(Screen.line(of: presence, in: name)) }
            } catch RequestError.connectionClosed {
                // The next connection has its own.
            } catch {
                print("! \(error)")
            }
        }
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
