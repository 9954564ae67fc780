/// An argument that did not convert to what its handler takes (wire protocol, Answering, item 9).
public struct ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The channel of the event.
    public let channel: ChannelName
    /// The event.
    public let event: EventName
    /// The argument with the path inside it, as in `value.list[1]`; its place, as in `2`, where it has no name.
    public let argument: String
    /// What was wanted, as in `expected an integer`, or what else is wrong.
    public let problem: String
    /// What came, as in `number 3.7`; empty where the problem says it all.
    public let found: String
    /// The argument without the path, of which the peer may have written a part.
    private let name: String
    /// What was wanted, as a log may say it.
    private let wanted: String

    init(
        _ error: ConversionError,
        of argument: String,
        startingAt start: Int,
        event: EventName,
        channel: ChannelName,
        in bytes: UnsafeRawBufferPointer
    ) {
        let report = error.describe(in: bytes, from: start)
        self.channel = channel
        self.event = event
        self.argument = argument + report.path
        // Words about sending are the program's own, and not for whoever sent what was being read.
        problem = if case .unsendable = error.problem { "it cannot be read" } else { report.expected }
        found = report.found
        name = argument
        wanted = error.outline
    }

    /// The sentence that a peer is told.
    public var description: String {
        "argument '\(argument)' of '\(event.cited)'\(channel.place): \(problem)\(found.isEmpty ? "" : ", got \(found)")"
    }

    /// Which argument is wrong and what was wanted, without anything of what came; fit for a log.
    var outline: String { "argument '\(name)': \(wanted)" }
}
