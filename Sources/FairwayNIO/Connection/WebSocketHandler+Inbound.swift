import Fairway
import NIOCore

extension WebSocketHandler {
    /// Delivers what was held back, then what arrives.
    func begin(delivering receiver: any TransportReceiver) {
        self.receiver = receiver
        reader.takesBinary = receiver is any BinaryReceiver
        readMessages()
        if context?.channel.isActive != true {
            settle(.lost)
        }
        deliverEnd()
        if !isReading {
            flush()
        }
        setAutoRead(true)
    }

    /// Takes nothing more from the socket until somebody takes the messages.
    func pauseReading() {
        setAutoRead(false)
    }

    func setAutoRead(_ isOn: Bool) {
        // Only a channel that is closed refuses, and from that one nothing is read anyway.
        _ = context?.channel.setOption(.autoRead, value: isOn)
    }

    /// Deals with everything unread that can be told by itself.
    func readMessages() {
        guard end == nil, let input = unread.take() else { return }
        // Safe: the buffer is this call's own, and the pointer is used within the closure alone.
        let consumed = input.withUnsafeReadableBytes { bytes in
            guard role == .server else { return readMessages(in: bytes, unmaskingInto: nil) }
            // The bytes of the socket's buffer may be shared, so they are unmasked into memory of the call's own, as long
            // as they are, in which a message stands where it has come.
            return withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 8) { scratch in
                readMessages(in: bytes, unmaskingInto: scratch)
            }
        }
        if end == nil, consumed < input.readableBytes {
            // A copy, for the few bytes that are left must not keep the whole buffer.
            unread = ByteBuffer(bytes: input.readableBytesView.dropFirst(consumed))
        }
    }

    /// - Parameter scratch: as long as `bytes`.
    /// - Returns: how many bytes have been dealt with.
    private func readMessages(
        in bytes: UnsafeRawBufferPointer,
        unmaskingInto scratch: UnsafeMutableRawBufferPointer?
    ) -> Int {
        var offset = 0
        var texts = ReadTexts(bytes, unmaskingInto: scratch)
        do throws(ProtocolViolation) {
            while end == nil, try take(reader.next(in: bytes, at: &offset), &texts) {}
            deliver(&texts)
        } catch {
            // What came before it is whole.
            deliver(&texts)
            if end == nil { fail(error) }
        }
        return offset
    }

    /// Returns whether there may be more to read.
    private func take(_ item: InboundItem, _ texts: inout ReadTexts) throws(ProtocolViolation) -> Bool {
        if case .message(.text, let place, let mask) = item {
            noteMessage()
            guard outbox.wantsMessages, !texts.append(place, mask) else { return true }
            deliver(&texts)
            // Whoever takes what came before it may have closed.
            guard outbox.wantsMessages else { return end == nil }
            throw .invalidText
        }
        deliver(&texts)
        // Whoever takes them may have ended it.
        guard end == nil else { return false }
        switch item {
        case .needsMore:
            return false
        case .progress:
            break
        case .message(let kind, let place, let mask):
            noteMessage()
            deliver(texts.bytes(at: place, mask), kind)
        case .assembledMessage(let kind, let message):
            noteMessage()
            message.withUnsafeBytes { deliver($0, kind) }
        case .ping(let payload):
            guard pingAllowance.take(at: .now(), bounds.pings) else { throw .tooManyPings }
            noteControlFrame()
            pongs.receive(payload)
            // At once, so that it comes before the answers to messages that were sent after the ping.
            writePong()
        case .pong(let payload):
            noteControlFrame()
            for complete in roundTrips.receivePong(payload) { complete() }
        case .close(let payload):
            try receiveClose(payload)
        }
        return true
    }

    private func noteMessage() {
        watch.complete()
        watch.carryMessage()
        pingAllowance.forgive(bounds.pings)
    }

    private func noteControlFrame() {
        // Inside a message it completes nothing.
        if !reader.isMidMessage { watch.complete() }
    }

    /// Delivers what has been read together, unless this side is closing.
    private func deliver(_ texts: inout ReadTexts) {
        guard !texts.isEmpty else { return }
        deliver { texts.deliver(to: $0) { end == nil && outbox.wantsMessages } }
    }

    /// Delivers a message, unless this side is closing. It is UTF-8 where it is text.
    private func deliver(_ message: UnsafeRawBufferPointer, _ kind: MessageKind) {
        deliver { receiver in
            switch kind {
            case .text: receiver.receive(message.bytes)
            case .binary: (receiver as? any BinaryReceiver)?.receiveBinary(message.bytes)
            }
        }
    }

    private func deliver(_ body: (any TransportReceiver) -> Void) {
        guard let receiver, outbox.wantsMessages else { return }
        isDelivering = true
        body(receiver)
        isDelivering = false
        deliverEnd()
    }
}
