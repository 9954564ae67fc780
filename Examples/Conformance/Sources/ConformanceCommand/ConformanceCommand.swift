import ArgumentParser
import ConformanceServer
import Fairway
import FairwayNIO
import Foundation
import ServiceLifecycle
import UnixSignals

/// Serves the conformance schema until it is told to end.
@main
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fairway-conformance",
        abstract: "Serves what a ws-wrapper peer can be held against.",
        discussion: "SIGINT and SIGTERM end it: every client is told 1001, and running handlers may finish."
    )

    @Option(help: "The port to listen on; 0 picks a free one.")
    var port = 8080

    @Flag(help: "Also take gather, consult and welcome, which open channels from the server's side.")
    var reverse = false

    func validate() throws {
        guard UInt16(exactly: port) != nil else { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        let server = FairwayServer.conformance()
        if reverse { server.offerReverseChannels() }
        var service = WebSocketService(host: "127.0.0.1", port: port)
        service.mount(server)
        service.onListening = { listener in
            print("listening on ws://\(listener.host):\(listener.port)/")
            fflush(nil)  // Where the output is a file it is read while the server runs.
        }
        let group = ServiceGroup(
            services: [service],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: server.configuration.logger
        )
        try await group.run()
    }
}
