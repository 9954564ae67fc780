/// What the program is asked to do.
enum Command {
    /// Echo to whoever connects to this port of 127.0.0.1; 0 picks a free one.
    case serve(port: Int)
    /// Let the fuzzing server at an address run its cases, and have its report filed under a name.
    case run(url: String, agent: String)

    static let usage = """
        usage: AutobahnPeer serve [--port N]
               AutobahnPeer run URL [--agent NAME]
        """

    /// Reads the arguments behind the program's name; `nil` where they make no sense.
    init?(parsing arguments: some Sequence<String>) {
        var arguments = Array(arguments)
        guard let name = arguments.first else { return nil }
        arguments.removeFirst()
        switch name {
        case "serve":
            let port = Self.take("--port", from: &arguments, default: "0")
            guard let port = port.flatMap(UInt16.init) else { return nil }
            self = .serve(port: Int(port))
        case "run":
            guard let agent = Self.take("--agent", from: &arguments, default: "Fairway"), agent.allSatisfy(\.isLetter),
                let url = arguments.popLast()
            else { return nil }
            self = .run(url: url, agent: agent)
        default:
            return nil
        }
        guard arguments.isEmpty else { return nil }
    }

    /// Takes an option and its value out of the arguments; `nil` where it has no value.
    private static func take(_ option: String, from arguments: inout [String], default value: String) -> String? {
        guard let index = arguments.firstIndex(of: option) else { return value }
        guard index + 1 < arguments.count else { return nil }
        defer { arguments.removeSubrange(index...(index + 1)) }
        return arguments[index + 1]
    }
}
