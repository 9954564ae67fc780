import Fairway
import NIOCore

extension TransportEnd {
    /// The link broke without a close.
    static let lost = TransportEnd(status: .abnormalClosure)
}

extension WebSocketHandler {
    /// Sends this side's close frame and gives the peer its time to answer.
    func beginClose(_ payload: ClosePayload) {
        guard end == nil, handshake.begin() else { return }
        writeControl(.close, payload.bytes)
        limitTime { handler in handler.abort() }
        // The answer has to be read, also where nobody takes messages.
        setAutoRead(true)
        if receiver == nil {
            readMessages()
        }
    }

    /// Takes the peer's close frame: answers it, or sees its own answered.
    func receiveClose(_ payload: [UInt8]) throws(ProtocolViolation) {
        switch try handshake.receive(payload) {
        case .ignored:
            break
        case .answer(let answer, let end):
            writeLastMessages()
            writeControl(.close, answer)
            settle(end)
            leave()
        case .finished(let end):
            settle(end)
            leave()
        }
    }

    /// Ends the link because of what the peer did, and tells it so where that is still allowed.
    ///
    /// The end that is delivered has the status and the words which the peer is told.
    func fail(_ violation: ProtocolViolation) {
        guard end == nil else { return }
        let payload = ClosePayload(status: violation.status, reason: violation.reason)
        if handshake.isOpen {
            writeLastMessages()
        }
        if handshake.begin() {
            writeControl(.close, payload.bytes)
        }
        settle(TransportEnd(status: violation.status, reason: payload.reason))
        // Closing with input unread would reset the connection, and the peer might never see the close frame.
        limitTime { handler in handler.context?.close(promise: nil) }
        flush { handler in handler.context?.close(mode: .output, promise: nil) }
        setAutoRead(true)
    }

    /// Ends the link without a word.
    func abort(_ end: TransportEnd = .lost) {
        settle(end)
        context?.close(promise: nil)
    }

    /// Takes note that the connection is gone.
    func lose() {
        leaveWatch()
        outbox.end()
        endRoundTrips()
        deadline?.cancel()
        deadline = nil
        // What arrived before is delivered first, once there is somebody to deliver to.
        let isHeldBack = receiver == nil && unread != nil && handshake.isOpen
        if !isHeldBack {
            settle(.lost)
        }
    }

    /// Decides how the link ended; the first decision counts.
    func settle(_ end: TransportEnd) {
        guard self.end == nil else { return }
        self.end = end
        leaveWatch()
        outbox.end()
        unread = nil
        deadline?.cancel()
        deadline = nil
        deliverEnd()
        endRoundTrips()
    }

    private func endRoundTrips() {
        for complete in roundTrips.end() + outbox.unlink() { complete() }
    }

    /// Tells the receiver the end, once it is known and nothing else is being delivered.
    func deliverEnd() {
        guard let end, let receiver, !isDelivering else { return }
        self.receiver = nil
        receiver.end(end)
    }

    /// Lets go of the connection after the close handshake: the server first (RFC 6455, section 7.1.1).
    private func leave() {
        limitTime { handler in handler.context?.close(promise: nil) }
        flush { handler in
            if handler.role == .server {
                handler.context?.close(promise: nil)
            }
        }
        setAutoRead(true)
    }

    /// What was sent before the end leaves before the close frame.
    private func writeLastMessages() {
        outbox.end()
        for case .message(let message) in outbox.takeQueue() {
            write(.message(message))
        }
    }

    private func limitTime(_ action: @escaping (WebSocketHandler) -> Void) {
        deadline?.cancel()
        deadline = context?.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(bounds.options.closeTimeout)) {
            action(self)
        }
    }
}
