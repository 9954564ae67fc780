import Fairway
import Synchronization

/// What two transports in memory share.
final class InMemoryLink: Sendable {
    enum End: Int, Sendable {
        case first, second
        var other: End { self == .first ? .second : .first }
    }

    /// What is on its way: a message, or the mark that all messages before it have been delivered.
    private enum Parcel {
        case message(EncodedMessage)
        case roundTrip(@Sendable () -> Void)
    }

    /// What is on its way to one end.
    private struct Inbox {
        var receiver: (any TransportReceiver)?
        var parcels = Backlog<Parcel>()
        var byteCount = 0
        var end: TransportEnd?
        var isDelivering = false
    }

    private enum Delivery {
        case message(EncodedMessage, any TransportReceiver)
        case roundTrip(@Sendable () -> Void)
        case end(TransportEnd, any TransportReceiver)
    }

    private struct State {
        var inboxes = [Inbox(), Inbox()]
        var isClosed = false
    }

    private let bufferLimit: Int
    private let state = Mutex(State())
    // Orders what made a receiver before what is delivered to it, as the mutex does; but where that is contended, the
    // thread sanitizer does not see it.
    private let startCount = Atomic(0)

    init(bufferLimit: Int) {
        self.bufferLimit = bufferLimit
    }

    func start(_ end: End, _ receiver: any TransportReceiver) {
        startCount.add(1, ordering: .releasing)
        state.withLock { $0.inboxes[end.rawValue].receiver = receiver }
        deliver(to: end)
    }

    func send(_ message: EncodedMessage, from end: End) throws(TransportError) {
        let index = end.other.rawValue
        let failure: TransportError? = state.withLock { state in
            if state.isClosed { return .closed }
            guard state.inboxes[index].byteCount + message.bytes.count <= bufferLimit else { return .bufferFull }
            state.inboxes[index].parcels.append(.message(message))
            state.inboxes[index].byteCount += message.bytes.count
            return nil
        }
        if let failure { throw failure }
        deliver(to: end.other)
    }

    func isBehind(_ end: End) -> Bool {
        state.withLock { $0.inboxes[end.other.rawValue].byteCount } > min(bufferLimit / 4, 65_536)
    }

    func roundTrip(_ done: @escaping @Sendable () -> Void, from end: End) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.inboxes[end.other.rawValue].parcels.append(.roundTrip(done)) }
            return state.isClosed
        }
        if isClosed {
            complete([done])
        } else {
            deliver(to: end.other)
        }
    }

    /// - Parameter keeping: whether the messages that are on their way still arrive.
    func close(_ end: TransportEnd, keeping: Bool) {
        let roundTrips: [@Sendable () -> Void]? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            var roundTrips: [@Sendable () -> Void] = []
            for index in state.inboxes.indices {
                state.inboxes[index].end = end
                // Where an end has not been started, nothing is delivered that they could wait for.
                for parcel in state.inboxes[index].parcels.removeAll() {
                    switch parcel {
                    case .roundTrip(let done): roundTrips.append(done)
                    case .message: if keeping { state.inboxes[index].parcels.append(parcel) }
                    }
                }
            }
            return roundTrips
        }
        guard let roundTrips else { return }
        complete(roundTrips)
        deliver(to: .first)
        deliver(to: .second)
    }

    private func complete(_ roundTrips: [@Sendable () -> Void]) {
        guard !roundTrips.isEmpty else { return }
        // Detached, because a round trip never ends within a call of whoever waits for it. It shares nothing.
        Task.detached {
            for done in roundTrips { done() }
        }
    }

    private func deliver(to end: End) {
        let starts = state.withLock { state in
            let inbox = state.inboxes[end.rawValue]
            guard inbox.receiver != nil, !inbox.isDelivering else { return false }
            state.inboxes[end.rawValue].isDelivering = true
            return true
        }
        guard starts else { return }
        // Detached, because the other side has no part in the sender's task-local values, as on a network. It shares
        // nothing but the link, which is safe to share.
        Task.detached { [self] in
            while let delivery = next(for: end) {
                _ = startCount.load(ordering: .acquiring)
                switch delivery {
                case .message(let message, let receiver): receiver.receive(message.bytes.span.bytes)
                case .roundTrip(let done): done()
                case .end(let how, let receiver): receiver.end(how)
                }
            }
        }
    }

    private func next(for end: End) -> Delivery? {
        state.withLock { state in
            let index = end.rawValue
            guard let receiver = state.inboxes[index].receiver else { return nil }
            switch state.inboxes[index].parcels.popFirst() {
            case .message(let message):
                state.inboxes[index].byteCount -= message.bytes.count
                return .message(message, receiver)
            case .roundTrip(let done):
                return .roundTrip(done)
            case nil:
                break
            }
            if let how = state.inboxes[index].end {
                // The end is the last delivery: without a receiver nothing more is delivered.
                state.inboxes[index].receiver = nil
                return .end(how, receiver)
            }
            state.inboxes[index].isDelivering = false
            return nil
        }
    }
}
