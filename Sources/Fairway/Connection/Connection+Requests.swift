import Synchronization

/// Who waits for the answer of a request of this side.
struct RequestWaiter: Sendable {
    /// Takes the answer: the message and, where there is a value, its offset. The bytes are borrowed. Returns why it
    /// cannot be read, where it cannot.
    let answer: @Sendable (_ message: UnsafeRawBufferPointer, _ value: Int?) -> UnreadableAnswer?
    /// Takes the peer's rejection. The bytes are borrowed.
    let reject: @Sendable (_ message: UnsafeRawBufferPointer, InboundRejection) -> Void
    /// Takes what else ended the request.
    let fail: @Sendable (any Error) -> Void
    /// What is to run on the anonymous channel that the answer opens; `nil` where it is to open none.
    var role: ChannelRole?
    /// Takes that the channel is open.
    var opened: @Sendable () -> Void = {}
}

/// Why an answer is not what its caller expects.
struct UnreadableAnswer {
    let event: EventName
    let error: ConversionError
    let text: String?
}

extension Connection {
    /// Makes a request and waits for its end (wire protocol, Asking, item 13).
    func request<Answer: Sendable>(
        _ request: OutboundRequest,
        answer decoding: AnswerDecoding<Answer>,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void
    ) async throws -> Answer {
        let id = try reserve(request, opensChannel: false)
        return try await perform(request, id, arguments: write) { continuation in
            RequestWaiter(resuming: continuation, decoding, event: request.event)
        }
    }

    /// Makes a request that is to be answered with an anonymous channel, and waits until that is open or the request has
    /// ended otherwise (wire protocol, item 14).
    ///
    /// - Parameter prepare: says what is to run on the channel, whose number it gets, before anything is sent.
    func open<Opened: Sendable, Answer>(
        _ request: OutboundRequest,
        answer decoding: AnswerDecoding<Answer>,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        prepare: (_ number: Int) -> (role: ChannelRole, opened: Opened)
    ) async throws -> Opened {
        let id = try reserve(request, opensChannel: true)
        let (role, opened) = prepare(id.rawValue)
        do {
            return try await perform(request, id, arguments: write) { continuation in
                RequestWaiter(opening: role, resuming: continuation, with: opened, decoding, event: request.event)
            }
        } catch {
            abandon(role)
            throw error
        }
    }

    private func reserve(_ request: OutboundRequest, opensChannel: Bool) throws -> RequestID {
        try Task.checkCancellation()
        let conversation = request.channel.anonymous?.number
        return try state.withLock { state throws(RequestError) in
            try state.reserveRequest(on: conversation, opensChannel: opensChannel)
        }
    }

    private func perform<Result: Sendable>(
        _ request: OutboundRequest,
        _ id: RequestID,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        waiter: (CheckedContinuation<Result, any Error>) -> RequestWaiter
    ) async throws -> Result {
        let message: EncodedMessage
        do throws(ConversionError) {
            message = try OutboundFrame.request(id, request.event, on: request.channel, arguments: write)
        } catch {
            state.withLock { $0.pending.release(id) }
            throw error
        }
        let deadline = deadlines.schedule(after: request.timeout ?? configuration.requestTimeout) { [weak self] in
            self?.endRequest(id, .timedOut)
        }
        defer { deadlines.cancel(deadline) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                begin(id, message, on: request.channel.anonymous, waiter(continuation))
            }
        } onCancel: {
            endRequest(id, .cancelled)
        }
    }

    private func begin(
        _ id: RequestID,
        _ message: EncodedMessage,
        on conversation: AnonymousChannel?,
        _ waiter: RequestWaiter
    ) {
        if let ending = state.withLock({ $0.beginSending(id, waiter: waiter) }) { return waiter.fail(ending.error) }
        do throws(SendingError) {
            if try send(message, on: conversation, request: id, mayWait: room != nil) {
                return finishSending(id, on: conversation, nil)
            }
        } catch {
            return finishSending(id, on: conversation, error)
        }
        guard let room else { return }
        let entry = WaitingRoom.Entry(message: message, conversation: conversation, request: id) { [self] error in
            finishSending(id, on: conversation, error)
        }
        wait(in: room, entry)
    }

    private func finishSending(_ id: RequestID, on conversation: AnonymousChannel?, _ error: SendingError?) {
        if let error {
            let waiter = state.withLock { $0.pending.sendingFailed(id) }
            waiter?.fail(error.ofRequest)
        } else if let ending = state.withLock({ $0.pending.didSend(id) }) {
            cancelAtPeer(id, on: conversation?.number, ending)
        }
    }

    /// Tells the peer of the end of a request, which it may not even have yet.
    private func cancelAtPeer(_ id: RequestID, on channel: Int?, _ ending: RequestEnding) {
        if let channel, state.withLock({ $0.channels.withdraw(id, from: channel) }) { return }
        reply(OutboundFrame.cancellation(id, ending.reason))
    }

    /// Ends a request from this side; does nothing where it has ended.
    private func endRequest(_ id: RequestID, _ ending: RequestEnding) {
        guard let ended = state.withLock({ $0.pending.end(id, ending) }) else { return }
        if ended.cancelsAtPeer {
            cancelAtPeer(id, on: ended.channel, ending)
        } else {
            withdrawWaiting(id)
        }
        ended.waiter.fail(ending.error)
    }

    /// Takes back a request that waits for room.
    private func withdrawWaiting(_ id: RequestID) {
        room?.messages.withLock { $0.withdraw(id) }?.waiter(.cancelled)
    }

    /// Delivers an answer; one that is late, second or unknown is ignored.
    func deliverAnswer(_ id: RequestID, _ message: UnsafeRawBufferPointer, value: Int?) {
        let waiter = state.withLock { $0.pending.answer(id) }
        if let refusal = waiter?.answer(message, value) { log(LogLine(refusal, requestID: id)) }
    }

    /// Delivers the answer that opens an anonymous channel; one that nobody asked for is aborted (wire protocol, item 14).
    func deliverChannel(_ id: RequestID) {
        let (waiter, isOpen, isTaken) = state.withLock { state in
            let (waiter, isTaken) = (state.pending.answer(id), state.channels.role(of: id.rawValue) != nil)
            return (waiter, waiter?.role.map { state.channels.open(id.rawValue, $0) } ?? false, isTaken)
        }
        if let waiter, isOpen { return waiter.opened() }
        // A channel with this number that is open all the same has been opened before, or is of the peer's own request.
        if !isTaken { reply(OutboundFrame.abort(channel: id.rawValue, "nobody asked for a channel")) }
        log(LogLine(.unwantedChannel, requestID: id, anonymousChannel: id.rawValue))
        waiter?.fail(RequestError.unreadableAnswer("the answer opens a channel that nobody asked for"))
    }

    /// Ends the requests of this side that were made in a conversation, which has ended.
    ///
    /// - Parameter cancelsAtPeer: whether the peer does not know of the end, so that it is to be told of each request.
    func endRequests(on conversation: AnonymousChannel, cancelsAtPeer: Bool) {
        for (id, ended) in state.withLock({ $0.pending.endAll(on: conversation.number) }) {
            if cancelsAtPeer, ended.cancelsAtPeer {
                cancelAtPeer(id, on: ended.channel, .channelClosed)
            } else if !ended.cancelsAtPeer {
                withdrawWaiting(id)
            }
            ended.waiter.fail(RequestEnding.channelClosed.error)
        }
    }

    /// Delivers a rejection; one that is late, second or unknown is ignored.
    func deliverRejection(_ id: RequestID, _ message: UnsafeRawBufferPointer, _ rejection: InboundRejection) {
        state.withLock { $0.pending.answer(id) }?.reject(message, rejection)
    }

    /// Ends a request whose answer cannot be used.
    func failRequest(_ id: RequestID, _ error: any Error) {
        state.withLock { $0.pending.answer(id) }?.fail(error)
    }
}

/// A request of this side, without its arguments.
struct OutboundRequest {
    let channel: ChannelName
    let event: EventName
    /// How long to wait; `nil` takes what the connection is configured with.
    let timeout: Duration?
}

extension RequestWaiter {
    /// Waits for a channel; any other answer is an error.
    fileprivate init<Opened: Sendable, Answer>(
        opening role: ChannelRole,
        resuming continuation: CheckedContinuation<Opened, any Error>,
        with opened: Opened,
        _ decoding: AnswerDecoding<Answer>,
        event: EventName
    ) {
        self.role = role
        self.opened = { continuation.resume(returning: opened) }
        answer = { _, _ in
            let text = "'\(event)' was answered without a channel"
            continuation.resume(throwing: RequestError.unreadableAnswer(text))
            return UnreadableAnswer(event: event, error: ConversionError(expected: "a channel", at: 0), text: nil)
        }
        reject = { message, rejection in
            continuation.resume(throwing: decoding.failure(of: rejection, in: message))
        }
        fail = { continuation.resume(throwing: $0) }
    }

    fileprivate init<Answer: Sendable>(
        resuming continuation: CheckedContinuation<Answer, any Error>,
        _ decoding: AnswerDecoding<Answer>,
        event: EventName
    ) {
        answer = { message, value in
            guard let value else {
                guard let absent = decoding.absent else {
                    continuation.resume(
                        throwing: RequestError.unreadableAnswer("'\(event)' was answered without a value")
                    )
                    return UnreadableAnswer(event: event, error: ConversionError(expected: "a value", at: 0), text: nil)
                }
                continuation.resume(returning: absent)
                return nil
            }
            var reader = WireReader(message, at: value, conversion: decoding.conversion, depth: 1)
            do throws(ConversionError) {
                continuation.resume(returning: try decoding.read(&reader))
                return nil
            } catch {
                let text = decoding.unreadable(error, of: event, in: message, from: value)
                continuation.resume(throwing: RequestError.unreadableAnswer(text))
                return UnreadableAnswer(event: event, error: error, text: text)
            }
        }
        reject = { message, rejection in
            continuation.resume(throwing: decoding.failure(of: rejection, in: message))
        }
        fail = { continuation.resume(throwing: $0) }
    }
}
