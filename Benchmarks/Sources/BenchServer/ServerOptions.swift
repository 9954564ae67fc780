import Workload

/// What the server is told on its command line.
struct ServerOptions {
    /// The port; 0 picks a free one.
    var port = 0
    var kind = ServerKind.fairway

    init(arguments: some Sequence<String>) throws {
        var rest = arguments.makeIterator()
        while let option = rest.next() {
            guard let value = rest.next() else { throw Failure("\(option) needs a value, or is none of its options") }
            switch option {
            case "--port":
                guard let number = UInt16(value) else { throw Failure("\(value) is no port") }
                port = Int(number)
            case "--server":
                guard let named = ServerKind(rawValue: value) else {
                    throw Failure("there is no server \(value), but \(ServerKind.allCases.map(\.rawValue))")
                }
                kind = named
            default: throw Failure("\(option) is no option; there are --port and --server")
            }
        }
    }
}
