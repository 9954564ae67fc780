import Synchronization

/// Those who wait for room in the outbound buffer of a connection; there are none unless ``OutboundOverflow/wait`` is set.
final class WaitingRoom: Sendable {
    /// Who is told, once, that the message has been sent, or why not.
    typealias Waiter = @Sendable (SendingError?) -> Void
    typealias Entry = WaitingMessages<Waiter>.Entry
    typealias Ticket = WaitingMessages<Waiter>.Ticket

    let messages: Mutex<WaitingMessages<Waiter>>

    init(limit: Int) {
        messages = Mutex(WaitingMessages(limit: limit))
    }

    var isEmpty: Bool { messages.withLock(\.isEmpty) }

    /// Fails all who wait, because the connection takes nothing any more.
    func end() {
        for entry in messages.withLock({ $0.end() }) { entry.waiter(.notConnected) }
    }
}

extension Connection {
    /// Sends an event when it is its turn and there is room, which it waits for as long as a request does for its answer.
    ///
    /// - Throws: ``EmitError``, or `CancellationError` where the task was cancelled before.
    func emitInTurn(_ message: EncodedMessage, on conversation: AnonymousChannel?) async throws {
        guard let room else { throw EmitError.bufferFull }
        let ticket = room.messages.withLock { $0.makeTicket() }
        var deadline: DeadlineQueue.Ticket?
        defer { if let deadline { deadlines.cancel(deadline) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let entry = WaitingRoom.Entry(message: message, conversation: conversation) { error in
                    if let error {
                        continuation.resume(throwing: error.ofEvent)
                    } else {
                        continuation.resume()
                    }
                }
                wait(in: room, entry, ticket)
                // It may have been cancelled before there was anything to take back.
                if Task.isCancelled { withdraw(ticket, .cancelled) }
                // A peer may go on without ever completing a round trip.
                deadline = deadlines.schedule(after: configuration.requestTimeout) { [weak self] in
                    self?.withdraw(ticket, .bufferFull)
                }
            }
        } onCancel: {
            withdraw(ticket, .cancelled)
        }
    }

    /// Lets a message wait for its turn; its waiter is called once.
    func wait(in room: WaitingRoom, _ entry: WaitingRoom.Entry, _ ticket: WaitingRoom.Ticket? = nil) {
        let (refusal, serves) = room.messages.withLock { messages in
            let refusal = messages.append(entry, ticket ?? messages.makeTicket())
            return (refusal, messages.beginServing())
        }
        if let refusal {
            if refusal == .bufferFull { instruments?.metrics?.couldNotSend(.bufferFull) }
            entry.waiter(refusal)
        }
        if serves { serveAfterRoundTrip(room) }
    }

    private func withdraw(_ ticket: WaitingRoom.Ticket, _ error: SendingError) {
        guard let entry = room?.messages.withLock({ $0.withdraw(ticket) }) else { return }
        if error == .bufferFull { instruments?.metrics?.couldNotSend(.bufferFull) }
        entry.waiter(error)
    }

    /// What was in the buffer has left when a message has gone there and back.
    private func serveAfterRoundTrip(_ room: WaitingRoom) {
        transport.roundTrip { self.serve(room) }
    }

    private func serve(_ room: WaitingRoom) {
        while !transport.isBehind, let first = room.messages.withLock({ $0.beginFirst() }) {
            do throws(SendingError) {
                try sendNow(first.message, on: first.conversation)
                room.messages.withLock { $0.finishFirst() }
                first.waiter(nil)
            } catch {
                if error == .bufferFull, room.messages.withLock({ $0.refuseFirst() }) { break }
                room.messages.withLock { $0.finishFirst() }
                if error == .bufferFull { instruments?.metrics?.couldNotSend(.bufferFull) }
                first.waiter(error)
            }
        }
        if room.messages.withLock({ $0.endServing() }) { serveAfterRoundTrip(room) }
    }

    private func sendNow(_ message: EncodedMessage, on conversation: AnonymousChannel?) throws(SendingError) {
        if let conversation {
            // It was open when the message began to wait, and is never opened a second time.
            guard conversation.end == nil, state.withLock({ $0.channels.role(of: conversation.number) }) != nil else {
                throw .channelClosed
            }
        }
        do throws(TransportError) {
            try transmit(message)
        } catch {
            throw SendingError(error)
        }
    }
}
