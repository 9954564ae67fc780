/// How a command ends, as the shell sees it.
package enum ExitStatus: Int32, Sendable, Hashable {
    case success = 0
    /// A schema has an error, or a file is not what it should be.
    case failure = 1
    /// The command was called wrongly.
    case usage = 2
}
