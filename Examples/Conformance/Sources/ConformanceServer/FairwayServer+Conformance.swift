package import Fairway

extension FairwayServer {
    /// A server with a handler for everything in the conformance schema.
    ///
    /// - Parameter configuration: what applies to each connection; `sleep` is measured by its clock.
    package static func conformance(
        configuration: ConnectionConfiguration = ConnectionConfiguration()
    ) -> FairwayServer {
        let server = FairwayServer(configuration: configuration)
        let running = RunningHandlers()
        server[Conformance.Main.self].register(MainHandlers(running: running))
        server[Conformance.Named.self].register(NamedHandlers())
        server[Conformance.Lenient.self].register(LenientHandlers())
        server.use { try await running.run($0, $1) }
        return server
    }
}
