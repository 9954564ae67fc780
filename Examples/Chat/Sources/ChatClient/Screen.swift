import Fairway
import Foundation

/// Prints what the server sends.
struct Screen: Chat.Main.ClientHandler, Chat.Room.ClientHandler {
    let answers: Answers

    func notice(text: String, from server: Chat.Main.RemoteServer) {
        print("* \(text)")
    }

    func message(message: Chat.Message, from server: Chat.Room.RemoteServer) {
        print(Self.line(of: message))
    }

    func typing(user: Chat.User, isTyping: Bool, from server: Chat.Room.RemoteServer) {
        print("* \(user.name) \(isTyping ? "is typing" : "stopped typing")")
    }

    func confirm(question: String, from server: Chat.Room.RemoteServer) async -> Bool {
        print("? \(question) (yes or no)")
        return await answers.next() == "yes"
    }

    static func line(of presence: Chat.Presence, in room: String) -> String {
        "* \(presence.user.name) \(presence.isHere ? "is in" : "has left") \(room)"
    }

    static func line(of message: Chat.Message) -> String {
        let line = "\(message.author.name): \(message.text)"
        return switch message.attachment {
        case .image(let image): "\(line) (an image, \(image.width) × \(image.height))"
        case .link(let link): "\(line) (\(link.title ?? link.url.host() ?? "a link"))"
        case .unrecognized(let name, _): "\(line) (something new: \(name))"
        case nil: line
        }
    }
}

/// Lines that a question has asked for and the prompt is not to take as something said.
actor Answers {
    private var waiters: [CheckedContinuation<String, Never>] = []

    func next() async -> String {
        await withCheckedContinuation { waiters.append($0) }
    }

    /// Gives a line to the oldest question.
    ///
    /// - Returns: false where nothing has been asked.
    func take(_ line: String) -> Bool {
        guard !waiters.isEmpty else { return false }
        waiters.removeFirst().resume(returning: line)
        return true
    }
}
