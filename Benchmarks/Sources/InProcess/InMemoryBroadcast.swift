import Fairway
import Workload

/// A short string that goes to every client of a server, whose transports only count it.
enum InMemoryBroadcast {
    private static let broadcasts = 20

    private struct Report: Encodable {
        var measure = "in-memory broadcast"
        var receivers: Int
        /// For each receiver of each broadcast.
        var nanoseconds: Double
    }

    static func report(receivers: Int) async throws {
        let text = try String(wireBytes: Payload.small.json)
        let server = FairwayServer()
        let transports = (0..<receivers).map { _ in DirectTransport() }
        for transport in transports { server.accept(transport) }
        for _ in 0..<5 {
            let bytesBefore = transports.map(\.byteCount)
            let start = processorTime()
            for _ in 0..<broadcasts { try await server.emit("say", text) }
            let cost = (processorTime() - start) / Double(broadcasts * receivers)
            let isWhole = zip(transports, bytesBefore).allSatisfy { $0.byteCount - $1 > broadcasts * text.utf8.count }
            guard isWhole else { throw Failure("a receiver has missed something") }
            try printLine(Report(receivers: receivers, nanoseconds: cost))
        }
    }
}
