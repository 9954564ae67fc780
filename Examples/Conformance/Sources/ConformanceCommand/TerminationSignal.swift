import Dispatch
import Foundation

/// Does something in place of ending the process when a signal comes, for as long as it lives.
final class TerminationSignal {
    private let source: any DispatchSourceSignal

    /// Begins to wait for a signal.
    init(_ number: Int32, _ action: @escaping @Sendable () async -> Void) {
        // The default action would still end the process before the source is told.
        signal(number, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler { Task { await action() } }
        source.resume()
    }

    deinit {
        source.cancel()
    }
}
