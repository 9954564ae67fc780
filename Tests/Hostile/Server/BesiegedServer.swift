import Fairway
import FairwayNIO
import Foundation

/// The server that the hostile peers of `Tests/Hostile` are sent to: `BesiegedServer [BOUND=NUMBER]…`, times in
/// milliseconds. Bounds that are not given have their defaults, so that what is measured is what users get.
@main
struct BesiegedServer {
    static func main() async throws {
        let options = try WebSocketOptions(arguments: CommandLine.arguments.dropFirst())
        let server = FairwayServer()
        server.on("echo") { (text: String) in text }
        server.on("text") { (size: Int) in String(repeating: "x", count: size) }
        server.on("texts") { (size: Int) in
            AsyncStream { String(repeating: "x", count: size) }
        }
        server.on("tell all") { (size: Int) in
            _ = try await server.emit("told", String(repeating: "x", count: size))
        }
        let trimming = giveMemoryBack(on: SIGUSR1)
        try await server.run(host: "127.0.0.1", port: 0, options: options) { listener in
            print("listening on \(listener.port)")
            fflush(nil)  // The output is a pipe, and is read while the server runs.
        }
        trimming.cancel()
    }

    /// Has the allocator give back what is free whenever a signal comes, so that what stays is what is in use.
    private static func giveMemoryBack(on number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler {
            // No header of the C library's module declares it, and other C libraries have none.
            guard let symbol = dlsym(nil, "malloc_trim") else { return }
            // Safe: this is the type that its manual gives it.
            let trim = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
            _ = trim(0)
        }
        source.resume()
        return source
    }
}

/// An argument that sets no bound.
struct UnknownBound: Error {
    let argument: String
}

extension WebSocketOptions {
    /// Takes the bounds that are given as `NAME=NUMBER`.
    init(arguments: some Sequence<String>) throws {
        self.init()
        for argument in arguments {
            let parts = argument.split(separator: "=")
            guard parts.count == 2, let number = Int(parts[1]) else { throw UnknownBound(argument: argument) }
            switch parts[0] {
            case "idleTimeout": idleTimeout = .milliseconds(number)
            case "maximumConnections": maximumConnections = number
            case "maximumConnectionsPerAddress": maximumConnectionsPerAddress = number
            default: throw UnknownBound(argument: argument)
            }
        }
    }
}
