import Fairway
import FairwayNIO
import Foundation

/// A server without a schema: handlers are closures, typed by what they take. `PlainServer [PORT [PING MILLISECONDS]]`
@main
struct PlainServer {
    static func main() async throws {
        let server = FairwayServer()
        server.on("add") { (a: Int, b: Int) in a + b }
        server.on("ask") { (question: String) async throws -> String in
            guard let client = Client.current else { throw Rejection("nobody asks") }
            return try await client.request("answer", question)
        }
        server.of("shouting").on("say") { (text: String) in
            try await server.of("shouting").emit("said", text.uppercased())
        }
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        var options = WebSocketOptions()
        if numbers.count > 1 { options.pingInterval = .milliseconds(numbers[1]) }
        try await server.run(host: "127.0.0.1", port: numbers.first ?? 8080, options: options) { listener in
            print("listening on ws://\(listener.host):\(listener.port)/")
            fflush(nil)  // Where the output is a file it is read while the server runs.
        }
    }
}
