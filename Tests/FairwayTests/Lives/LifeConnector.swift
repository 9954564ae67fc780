import Fairway

/// Opens one link after a while, or fails to.
struct LifeConnector: TransportConnector {
    /// One end of a link.
    struct End: Sendable {
        let near: LifeTransport
        /// Gives the other end to who is to have it.
        let join: @Sendable () -> Void
    }

    let end: End
    let yields: Int
    let fails: Bool

    func connect() async throws -> any Transport {
        for _ in 0..<yields { await Task.yield() }
        if fails { throw LifeFailure() }
        end.join()
        return end.near
    }
}
