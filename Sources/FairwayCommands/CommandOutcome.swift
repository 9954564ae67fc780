import Foundation

/// What a command has to say, and how it ends.
package struct CommandOutcome: Sendable, Hashable {
    /// What goes to standard error.
    package private(set) var messages: [String] = []
    package private(set) var status = ExitStatus.success

    package init() {}

    /// An outcome that says only what the caller did wrong.
    package init(usage message: String) {
        self.init(usageMessage: "error: \(message)")
    }

    /// The same, with words that say already that they are about an error.
    package init(usageMessage message: String) {
        messages = [message]
        status = .usage
    }

    /// Adds something that changes nothing about how the command ends.
    mutating func note(_ message: String) {
        messages.append(message)
    }

    mutating func fail(_ message: String) {
        messages.append(message)
        status = .failure
    }

    /// Prints the messages and ends the process.
    package func exit() -> Never {
        let text = messages.map { $0 + "\n" }.joined()
        FileHandle.standardError.write(Data(text.utf8))
        Foundation.exit(status.rawValue)
    }
}
