import Fairway
import Synchronization

/// What two transports in memory share.
final class InMemoryLink: Sendable {
    enum End: Int, Sendable {
        case first, second
        var other: End { self == .first ? .second : .first }
    }

    /// What is on its way to one end.
    private struct Inbox {
        var receiver: (any TransportReceiver)?
        var messages: ArraySlice<EncodedMessage> = []
        var byteCount = 0
        var end: TransportEnd?
        var isDelivering = false
    }

    private enum Delivery {
        case message(EncodedMessage, any TransportReceiver)
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
            state.inboxes[index].messages.append(message)
            state.inboxes[index].byteCount += message.bytes.count
            return nil
        }
        if let failure { throw failure }
        deliver(to: end.other)
    }

    /// - Parameter keeping: whether what is on its way still arrives.
    func close(_ end: TransportEnd, keeping: Bool) {
        let isFirst = state.withLock { state in
            guard !state.isClosed else { return false }
            state.isClosed = true
            for index in state.inboxes.indices {
                state.inboxes[index].end = end
                if !keeping { state.inboxes[index].messages = [] }
            }
            return true
        }
        guard isFirst else { return }
        deliver(to: .first)
        deliver(to: .second)
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
                case .end(let how, let receiver): receiver.end(how)
                }
            }
        }
    }

    private func next(for end: End) -> Delivery? {
        state.withLock { state in
            let index = end.rawValue
            guard let receiver = state.inboxes[index].receiver else { return nil }
            if let message = state.inboxes[index].messages.popFirst() {
                state.inboxes[index].byteCount -= message.bytes.count
                return .message(message, receiver)
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
