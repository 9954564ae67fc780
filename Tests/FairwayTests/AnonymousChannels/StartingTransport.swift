import Fairway
import FairwayTesting
import Foundation
import Synchronization

/// A link whose peer asks for the values of a stream before the answer that opens it has been handed over altogether.
final class StartingTransport: Transport {
    private let base: InMemoryTransport
    private let number: Int
    private let receiver = Mutex(Receiver())

    private struct Receiver: Sendable {
        weak var value: (any TransportReceiver)?
    }

    /// - Parameter number: that of the stream's channel.
    init(_ base: InMemoryTransport, starts number: Int) {
        (self.base, self.number) = (base, number)
    }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0.value = receiver }
        base.start(delivering: receiver)
    }

    func send(_ message: EncodedMessage) throws(TransportError) {
        try base.send(message)
        guard message.bytes == Array(#"{"i":\#(number),"h":1}"#.utf8) else { return }
        let receiver = receiver.withLock(\.value)
        for event in [#"["credit",100]"#, #"["start"]"#] {
            receiver?.receive(Array(#"{"h":\#(number),"a":\#(event)}"#.utf8).span.bytes)
        }
        // What the stream sends meanwhile, it sends before the note that it is open.
        for _ in 0..<10_000 { sched_yield() }
    }

    var isBehind: Bool { base.isBehind }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        base.roundTrip(done)
    }

    func close(status: StatusCode, reason: String) {
        base.close(status: status, reason: reason)
    }

    func abort() {
        base.abort()
    }
}
