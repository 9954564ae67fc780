import FairwayTesting
import Testing

@testable import Fairway

/// Why an attempt of a test fails.
struct Unreachable: Error, Equatable {}

/// Opens nothing but what it has.
struct Ready: TransportConnector {
    private let transport: InMemoryTransport

    init(_ transport: InMemoryTransport) {
        self.transport = transport
    }

    func connect() async throws -> any Transport { transport }
}

/// A client whose attempts a test sees, and brings to their ends; each delay is as long as its bound.
struct Comeback {
    let clock = ManualClock()
    let client: FairwayClient
    /// Each attempt, when it begins.
    let attempts = Events<ConnectionAttempt>()
    private let outcomes = Events<Result<InMemoryTransport, Unreachable>>()

    init(_ configuration: ConnectionConfiguration = ConnectionConfiguration()) {
        var configuration = configuration
        configuration.clock = clock
        client = FairwayClient(configuration: configuration, reconnecting: ReconnectPolicy { 1 })
    }

    /// What the client is connected with.
    var connecting: @Sendable (ConnectionAttempt) async throws -> any TransportConnector {
        { [attempts, outcomes] attempt in
            attempts.add(attempt)
            guard let outcome = await outcomes.next() else { throw CancellationError() }
            return Ready(try outcome.get())
        }
    }

    /// Lets an attempt succeed, the one that waits or the next.
    func open() -> RawPeer {
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        outcomes.add(.success(clientEnd))
        return RawPeer(peerEnd)
    }

    /// Lets an attempt fail, the one that waits or the next.
    func fail() {
        outcomes.add(.failure(Unreachable()))
    }

    /// Connects.
    func connect() async throws -> RawPeer {
        let peer = open()
        try await client.connect(connecting: connecting)
        _ = await attempts.next()
        return peer
    }

    /// Lets time pass as soon as somebody waits for it.
    func pass(_ time: Duration) async {
        await clock.waitForSleeper()
        clock.advance(by: time)
    }

    /// Loses the connection, and lets the time pass until the attempt begins.
    func lose(_ peer: RawPeer) async -> ConnectionAttempt? {
        peer.abort()
        await pass(.seconds(20))
        return await attempts.next()
    }
}

/// Reads statuses one by one.
struct StatusReader {
    private var iterator: AsyncStream<ConnectionStatus>.Iterator

    /// Begins behind the status now.
    init(_ client: FairwayClient) async {
        iterator = client.statuses.makeAsyncIterator()
        _ = await iterator.next()
    }

    mutating func next() async -> ConnectionStatus? { await iterator.next() }

    mutating func next(_ count: Int) async -> [ConnectionStatus] {
        var statuses: [ConnectionStatus] = []
        while statuses.count < count, let status = await next() { statuses.append(status) }
        return statuses
    }
}
