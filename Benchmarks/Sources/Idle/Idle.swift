import Foundation

/// Prints what an idle connection costs a server in memory, beside a WebSocket of bare NIO: `Idle [CONNECTIONS]`.
///
/// Each server is a process of its own, this program with another argument: `Idle serve bare`, `Idle serve fairway`.
@main
struct Idle {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "serve", let kind = arguments.last.flatMap(ServerKind.init) {
            raiseDescriptorLimit()
            try await kind.serve()
            return
        }
        let count = arguments.first.flatMap { Int($0) } ?? 10_000
        guard count > 0, count < raiseDescriptorLimit() - 100 else {
            print("more connections than this machine lets a process have")
            exit(1)
        }

        print("resident memory of a server, in bytes per connection, with \(count) connections")
        print(row("", "bare NIO", "Fairway", "ratio"))
        let bare = try measure(.bare, count)
        let fairway = try measure(.fairway, count)
        print(row("idle", bare.idle, fairway.idle))
        print(row("after one request each", bare.used, fairway.used))
    }

    /// How much memory there is for each connection, in bytes.
    struct Cost {
        var idle: Int
        var used: Int
    }

    static func measure(_ kind: ServerKind, _ count: Int) throws -> Cost {
        let server = try ServerProcess(kind)
        defer { server.end() }
        // What is allocated once is there before anything is measured.
        var clients = try openAll(100, port: server.port)
        try useAll(clients)
        clients = []

        func cost(since before: Int) throws -> Int {
            // The server is done with everything when it has answered; what it then frees takes it a moment.
            Thread.sleep(forTimeInterval: 1)
            return try (server.residentBytes() - before) / count
        }
        Thread.sleep(forTimeInterval: 1)
        let before = try server.residentBytes()
        clients = try openAll(count, port: server.port)
        let idle = try cost(since: before)
        try useAll(clients)
        return Cost(idle: idle, used: try cost(since: before))
    }

    static func openAll(_ count: Int, port: UInt16) throws -> [IdleClient] {
        try (0..<count).map { try IdleClient(port: port, number: $0) }
    }

    static func useAll(_ clients: [IdleClient]) throws {
        for client in clients {
            try client.ask()
        }
    }

    static func row(_ name: String, _ bare: Int, _ fairway: Int) -> String {
        row(name, "\(bare)", "\(fairway)", String(format: "%.2f", Double(fairway) / Double(max(bare, 1))))
    }

    static func row(_ name: String, _ columns: String...) -> String {
        name.padding(toLength: 24, withPad: " ", startingAt: 0)
            + columns.map { String(repeating: " ", count: max(12 - $0.count, 0)) + $0 }.joined()
    }
}

/// Lets the process have as many descriptors as it may; returns how many.
@discardableResult
func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    #if canImport(Darwin)
        let descriptors = RLIMIT_NOFILE
        getrlimit(descriptors, &limit)
        limit.rlim_cur = min(limit.rlim_max, rlim_t(OPEN_MAX))
    #else
        let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        getrlimit(descriptors, &limit)
        limit.rlim_cur = limit.rlim_max
    #endif
    setrlimit(descriptors, &limit)
    return Int(clamping: limit.rlim_cur)
}
