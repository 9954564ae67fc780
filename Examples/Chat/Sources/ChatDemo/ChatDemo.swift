import Fairway
import FairwayNIO

/// Two people meet in a room of a server that runs already: a conversation to look at, and to read the code of.
@main
struct ChatDemo {
    static func main() async throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: ChatDemo URL")
            return
        }
        let url = CommandLine.arguments[1]
        let ada = Person("Ada")
        let grace = Person("Grace")

        try await ada.enter("swift", at: url)
        try await grace.enter("swift", at: url)
        await ada.hears("* Grace is in swift")

        try await ada.say("Have you seen the analytical engine?")
        await grace.hears("Ada: Have you seen the analytical engine?")
        try await grace.say("Only its moths. «They were bugs.» 🐞")
        await ada.hears("Grace: Only its moths. «They were bugs.» 🐞")

        let history = try await grace.room.history(room: "swift", limit: 10)
        print("Grace asks the server for the history:")
        for message in history { print("    \(message.author.name) said \"\(message.text)\"") }

        try await grace.leave("swift")
        await ada.hears("* Grace has left swift")
        try await ada.leave("swift")
    }
}
