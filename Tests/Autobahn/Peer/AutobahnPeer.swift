import Fairway
import FairwayNIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The end of a WebSocket that the Autobahn|Testsuite talks to: it sends every message back.
@main
enum AutobahnPeer {
    /// The defaults, with room for the largest messages of the suite, which come in frames of 64 bytes as well.
    private static var options: WebSocketOptions {
        var options = WebSocketOptions()
        options.maximumMessageSize = 16_777_216
        options.maximumFragments = 262_144
        return options
    }

    static func main() async {
        guard let command = Command(parsing: CommandLine.arguments.dropFirst()) else {
            complain(Command.usage)
            exit(2)
        }
        do {
            switch command {
            case .serve(let port): try await serve(port: port)
            case .run(let url, let agent): try await CaseRunner(url: url, agent: agent, options: options).runAll()
            }
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    /// Echoes until the process is ended.
    private static func serve(port: Int) async throws {
        let listener = try await WebSocketListener.bind(
            host: "127.0.0.1",
            port: port,
            options: options,
            onTransport: { transport, _ in Echo.start(on: transport) }
        )
        print("listening on ws://\(listener.host):\(listener.port)")
        // The reader of a pipe waits for this line.
        fflush(nil)
        while true {
            try await Task.sleep(for: .seconds(3_600))
        }
    }
}

/// Says something where it does not mix with the output.
func complain(_ text: String) {
    var line = Array("\(text)\n".utf8)
    while !line.isEmpty {
        let written = write(STDERR_FILENO, line, line.count)
        guard written > 0 else { return }
        line.removeFirst(written)
    }
}
