import ArgumentParser
import FairwayCommands

/// The command line for people.
@main
struct FairwayTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fairway",
        abstract: "Checks schemas, and writes Swift for both ends of a WebSocket from them.",
        subcommands: [Check.self, Generate.self]
    )

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch  where exitCode(for: error) == .validationFailure {
            // The parser's own status for this is 64, where the language reference says 2.
            CommandOutcome(usageMessage: fullMessage(for: error)).exit()
        } catch {
            exit(withError: error)
        }
    }
}
