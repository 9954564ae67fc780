import Synchronization
import Testing

@testable import Fairway

/// Waits until nothing is open or runs on the connections of a server and a client.
func expectNothingRuns(_ server: FairwayServer, _ client: FairwayClient) async {
    let ends = server.clients.map(\.connection) + [client.state.withLock(\.connection)].compactMap(\.self)
    for end in ends {
        await eventually {
            end.state.withLock { $0.channels.isEmpty && $0.pending.isEmpty && !$0.inbound.isRunning }
        }
    }
}
