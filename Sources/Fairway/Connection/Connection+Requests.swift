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
        timeout: Duration?,
        answer decoding: AnswerDecoding<Answer>,
        event: EventName,
        encode: (RequestID) throws(ConversionError) -> EncodedMessage
    ) async throws -> Answer {
        try Task.checkCancellation()
        let id = try state.withLock { state throws(RequestError) in try state.reserveRequest() }
        let message: EncodedMessage
        do throws(ConversionError) {
            message = try encode(id)
        } catch {
            state.withLock { $0.pending.release(id) }
            throw error
        }
        let deadline = deadlines.schedule(after: timeout ?? configuration.requestTimeout) { [weak self] in
            self?.endRequest(id, .timedOut)
        }
        defer { deadlines.cancel(deadline) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                begin(id, message, RequestWaiter(resuming: continuation, decoding, event: event))
            }
        } onCancel: {
            endRequest(id, .cancelled)
        }
    }

    private func begin(_ id: RequestID, _ message: EncodedMessage, _ waiter: RequestWaiter) {
        if let ending = state.withLock({ $0.beginSending(id, waiter: waiter) }) { return waiter.fail(ending.error) }
        do throws(TransportError) {
            try send(message)
        } catch {
            let waiter = state.withLock { $0.pending.sendingFailed(id) }
            waiter?.fail(error == .bufferFull ? RequestError.bufferFull : RequestError.connectionClosed)
            return
        }
        if let ending = state.withLock({ $0.pending.didSend(id) }) {
            reply(OutboundFrame.cancellation(id, ending.reason))
        }
    }

    /// Ends a request from this side; does nothing where it has ended.
    private func endRequest(_ id: RequestID, _ ending: RequestEnding) {
        guard let ended = state.withLock({ $0.pending.end(id, ending) }) else { return }
        if ended.cancelsAtPeer { reply(OutboundFrame.cancellation(id, ending.reason)) }
        ended.waiter.fail(ending.error)
    }

    /// Delivers an answer; one that is late, second or unknown is ignored.
    func deliverAnswer(_ id: RequestID, _ message: UnsafeRawBufferPointer, value: Int?) {
        let waiter = state.withLock { $0.pending.answer(id) }
        if let refusal = waiter?.answer(message, value) { log(LogLine(refusal, requestID: id)) }
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

extension RequestWaiter {
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
