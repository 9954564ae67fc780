import Synchronization

/// Where the values of a stream go that this side reads.
protocol StreamReceiver: AnyObject, Sendable {
    /// Takes an event on the stream's channel. The bytes are borrowed.
    func receive(_ event: InboundEvent, in message: UnsafeRawBufferPointer) -> StreamReceipt

    /// Takes the peer's abort. The bytes are borrowed.
    func aborted(_ reason: InboundRejection, in message: UnsafeRawBufferPointer)

    /// Takes what else has ended the stream.
    func fail(_ error: any Error)
}

/// What becomes of a stream with an event on its channel.
enum StreamReceipt {
    case open
    /// The other side has come to the end.
    case finished
    /// It cannot go on: the other side is to be told in these words.
    case failed(LogLine.Kind, String)
}

/// The shell around ``StreamReading``.
final class StreamReader<Element: Sendable>: StreamReceiver {
    private typealias Reading = StreamReading<Element, CheckedContinuation<Element?, any Error>>

    private let number: Int
    private let event: EventName
    private let decoding: AnswerDecoding<Element>
    // Weak, because the connection holds its streams.
    private weak let connection: Connection?
    private let state: Mutex<Reading>
    private let lastKey = Atomic(0)

    init(_ number: Int, of event: EventName, on connection: Connection, decoding: AnswerDecoding<Element>) {
        self.number = number
        self.event = event
        self.decoding = decoding
        self.connection = connection
        let configuration = connection.configuration
        state = Mutex(
            Reading(
                bounds: StreamBounds(
                    values: configuration.maximumWaitingValues,
                    bytes: configuration.maximumWaitingValueBytes
                )
            )
        )
    }

    /// Waits for the next value; `nil` is the end.
    func next() async throws -> Element? {
        guard !Task.isCancelled else {
            leave()
            throw CancellationError()
        }
        if let credit = state.withLock({ $0.start() }) { connection?.startStream(number, credit: credit) }
        let key = lastKey.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in take(key, continuation) }
        } onCancel: {
            guard let waiter = state.withLock({ $0.stopWaiting(key) }) else { return }
            leave()
            waiter.resume(throwing: CancellationError())
        }
    }

    private func take(_ key: Int, _ continuation: CheckedContinuation<Element?, any Error>) {
        // A task that is cancelled before it waits is not found by its cancellation.
        let next: Reading.Next? = state.withLock { state in
            let next = state.next()
            if case .wait = next {
                if Task.isCancelled { return nil }
                state.wait(key, continuation)
            }
            return next
        }
        switch next {
        case .value(let value):
            grant()
            continuation.resume(returning: value)
        case .finished: continuation.resume(returning: nil)
        case .failed(let error): continuation.resume(throwing: error)
        case .wait: break
        case nil:
            leave()
            continuation.resume(throwing: CancellationError())
        }
    }

    /// Ends the stream because nobody reads it any more; does nothing where it has ended.
    func leave() {
        let error = RequestError.channelClosed
        // Where it has ended, the connection may not have noted that yet, and the other side is not to be told another end.
        let (wasOpen, left) = state.withLock { state in (!state.hasEnded, state.leave(error)) }
        for waiter in left.waiters { waiter.resume(throwing: error) }
        if wasOpen { connection?.leave(number, "the reader has left") }
    }

    private func grant() {
        if let credit = state.withLock({ $0.nextCredit() }) {
            connection?.reply(OutboundFrame.credit(channel: number, credit))
        }
    }

    func receive(_ event: InboundEvent, in message: UnsafeRawBufferPointer) -> StreamReceipt {
        guard event.name == "next" else { return .open }
        do throws(ConversionError) {
            guard let value = try StreamItem(event, in: message).value else {
                for waiter in state.withLock({ $0.finish() }) { waiter.resume(returning: nil) }
                return .finished
            }
            let element = try read(value, in: message)
            return deliver(element, byteCount: message.count)
        } catch {
            let report = error.describe(in: message, from: event.argumentsStart)
            fail(RequestError.unreadableAnswer("a value of '\(self.event)': \(report.message)"))
            return .failed(.unreadableAnswer, "a value does not convert")
        }
    }

    private func read(_ value: StreamItem.Value, in message: UnsafeRawBufferPointer) throws(ConversionError) -> Element
    {
        switch value {
        case .at(let offset):
            var reader = WireReader(message, at: offset, conversion: decoding.conversion, depth: 3)
            return try decoding.read(&reader)
        case .absent(let offset):
            guard let absent = decoding.absent else { throw ConversionError(expected: "a value", at: offset) }
            return absent
        }
    }

    private func deliver(_ element: Element, byteCount: Int) -> StreamReceipt {
        switch state.withLock({ $0.deliver(element, byteCount: byteCount) }) {
        case .resume(let waiter, let element):
            grant()
            waiter.resume(returning: element)
        case .kept, .over: break
        case .overflow:
            fail(StreamOverflow())
            return .failed(.streamOverflow, "values are not read fast enough")
        }
        return .open
    }

    func aborted(_ reason: InboundRejection, in message: UnsafeRawBufferPointer) {
        fail(decoding.failure(of: reason, in: message))
    }

    func fail(_ error: any Error) {
        let waiters = state.withLock { $0.fail(error) }
        waiters.first?.resume(throwing: error)
        for waiter in waiters.dropFirst() { waiter.resume(returning: nil) }
    }
}

/// The values of a stream came faster than they were read, from a side that knows nothing of credit, and as many as may
/// wait did so (wire protocol, item 21). Those that were waiting have been delivered.
public struct StreamOverflow: Error, Sendable, Hashable {
    /// The error, for programs that stand in for a stream.
    public init() {}
}

extension Connection {
    fileprivate func startStream(_ number: Int, credit: Int) {
        reply(OutboundFrame.credit(channel: number, credit))
        reply(OutboundFrame.start(channel: number))
    }
}
