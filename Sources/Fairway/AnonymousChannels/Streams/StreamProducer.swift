import Synchronization

/// The shell around ``StreamProduction``: one stream that this side sends, from the answer that opens it to its end.
final class StreamProducer: Sendable {
    typealias Body = @Sendable (StreamProducer) async throws -> Void

    private struct State: Sendable {
        var production = StreamProduction<CheckedContinuation<Void, Never>>()
        /// Sends the values. Let go at the end, because it holds what the handler has returned.
        var body: Body?
    }

    private let number: Int
    private let arrival: Arrival
    private let scope: HandlerScope
    private let writeFailure: FailureWriter?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - arrival: the request that is answered with the stream.
    ///   - writeFailure: writes an error that the schema declares.
    ///   - body: sends the values, and returns at their end.
    init(for arrival: Arrival, number: Int, client: Client?, writeFailure: FailureWriter?, body: @escaping Body) {
        self.number = number
        self.arrival = arrival
        self.writeFailure = writeFailure
        scope = HandlerScope(client: client)
        state = Mutex(State(body: body))
    }

    private var connection: Connection { arrival.connection }

    /// Takes an event of the reader's; those that mean nothing here are ignored.
    func receive(_ event: InboundEvent, in message: UnsafeRawBufferPointer) {
        switch event.name {
        case "start": startBody { $0.start() }
        case "credit":
            var arguments = ArgumentReader(WireReader(message, at: event.argumentsStart, depth: 2))
            guard let values = try? arguments.next(Int.self) else { return }
            state.withLock { $0.production.grant(values) }?.resume()
        default: break
        }
    }

    /// Notes that the answer that opens the stream is out.
    func opened() {
        startBody { $0.open() }
    }

    private func startBody(_ begins: (inout StreamProduction<CheckedContinuation<Void, Never>>) -> Bool) {
        let body: Body? = state.withLock { state in
            guard begins(&state.production) else { return nil }
            defer { state.body = nil }
            return state.body
        }
        if let body { start(body) }
    }

    private func start(_ body: @escaping Body) {
        guard let owner = connection.owner else { return }
        connection.state.withLock { $0.beginProducing() }
        scope.start {
            Task {
                scope.enter()
                do {
                    try await body(self)
                    try await send(OutboundFrame.done(channel: number))
                    _ = connection.state.withLock { $0.channels.close(number) }
                } catch is StreamIsOver {
                    _ = connection.state.withLock { $0.channels.close(number) }
                } catch {
                    fail(error, owner)
                }
                connection.perform(connection.state.withLock { $0.endProducing() })
            }
        }
    }

    /// Tells the reader of an error in the middle.
    private func fail(_ error: any Error, _ owner: any ConnectionOwner) {
        guard connection.state.withLock({ $0.channels.role(of: number) }) != nil else { return }
        let refused = OutboundFrame.Refused.channel(number)
        let refusal = connection.refusal(of: refused, error, of: arrival, writing: writeFailure, owner)
        connection.end(stream: number, telling: refusal)
    }

    /// Ends the stream from outside: the reader has left, or the connection has ended.
    func end(_ reason: CancellationReason) {
        let (waiter, body) = state.withLock { state in
            defer { state.body = nil }
            return (state.production.end(), state.body)
        }
        scope.cancel(reason)
        waiter?.resume()
        withExtendedLifetime(body) {}
    }

    /// Waits until a value may be sent (wire protocol, item 21).
    ///
    /// - Throws: `CancellationError` where the stream is to end.
    func waitForPermission() async throws {
        while true {
            try Task.checkCancellation()
            switch state.withLock({ $0.production.permission() }) {
            case .send: return
            case .waitForRoundTrip:
                await roundTrip()
                return try Task.checkCancellation()
            case .waitForCredit:
                await withTaskCancellationHandler {
                    await withCheckedContinuation { continuation in
                        let waits = state.withLock { !Task.isCancelled && $0.production.wait(continuation) }
                        if !waits { continuation.resume() }
                    }
                } onCancel: {
                    state.withLock { $0.production.end() }?.resume()
                }
            }
        }
    }

    /// Sends a value.
    func send<Value>(_ value: Value, _ encoding: AnswerEncoding<Value>) async throws {
        guard let write = encoding.write else { return }
        try await send(
            OutboundFrame.next(channel: number) { writer throws(ConversionError) in try write(value, &writer) }
        )
    }

    private func send(_ message: EncodedMessage) async throws {
        var attempts = 0
        while attempts < Self.attempts {
            try Task.checkCancellation()
            guard case .send = connection.state.withLock({ $0.channels.send(message, on: number) }) else {
                throw StreamIsOver()
            }
            // The rest of the buffer is left to answers and events, which cannot wait.
            if !connection.transport.isBehind {
                attempts += 1
                do throws(TransportError) {
                    return try connection.send(message)
                } catch {
                    guard error == .bufferFull else { throw StreamIsOver() }
                }
            }
            // What fills the buffer has left when a message has gone there and back.
            await roundTrip()
        }
        throw EmitError.bufferFull
    }

    /// How often a value is tried that the outbound buffer has no room for, because others fill it or it never will.
    private static let attempts = 1000

    /// The stream cannot go on, and there is nobody to tell.
    private struct StreamIsOver: Error {}

    private func roundTrip() async {
        await withCheckedContinuation { continuation in
            connection.transport.roundTrip { continuation.resume() }
        }
    }
}
