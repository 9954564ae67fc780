import Fairway
import NIOCore

extension WebSocketHandler {
    /// Delivers what was held back, then what arrives.
    func begin(delivering receiver: any TransportReceiver) {
        self.receiver = receiver
        readMessages()
        if context?.channel.isActive != true {
            settle(.lost)
        }
        deliverEnd()
        if !isReading {
            writePong()
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
        guard end == nil, let input = unread else { return }
        unread = nil
        // Safe: the buffer is this call's own, and the pointer is used within the closure alone.
        let consumed = input.withUnsafeReadableBytes { bytes in
            var offset = 0
            do throws(ProtocolViolation) {
                while end == nil, try take(reader.next(in: bytes, at: &offset), from: bytes) {}
            } catch {
                fail(error)
            }
            return offset
        }
        if end == nil, consumed < input.readableBytes {
            // A copy, for the few bytes that are left must not keep the whole buffer.
            unread = ByteBuffer(bytes: input.readableBytesView.dropFirst(consumed))
        }
    }

    /// Returns whether there may be more to read.
    private func take(
        _ item: InboundItem,
        from bytes: UnsafeRawBufferPointer
    ) throws(ProtocolViolation) -> Bool {
        switch item {
        case .needsMore:
            return false
        case .progress:
            break
        case .message(let range, let mask):
            noteMessage()
            let payload = UnsafeRawBufferPointer(rebasing: bytes[range])
            guard mask.map({ deliver(payload, maskedWith: $0) }) ?? deliver(payload) else { throw .invalidText }
        case .assembledMessage(let message):
            noteMessage()
            guard message.withUnsafeBytes(deliver) else { throw .invalidText }
        case .ping(let payload):
            guard pingAllowance.take(at: .now(), bounds.pings) else { throw .tooManyPings }
            noteControlFrame()
            pongs.receive(payload)
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

    private func deliver(_ masked: UnsafeRawBufferPointer, maskedWith mask: MaskingKey) -> Bool {
        // The bytes of the socket's buffer may be shared, so they are unmasked into memory of the call's own: as long
        // as the message, filled before it is read, and lent to the receiver for the length of the closure.
        withUnsafeTemporaryAllocation(byteCount: masked.count, alignment: 8) { scratch in
            mask.apply(masked, into: scratch)
            return deliver(UnsafeRawBufferPointer(scratch))
        }
    }

    /// Delivers a message, unless this side is closing.
    ///
    /// - Returns: false where it is not UTF-8.
    private func deliver(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let receiver, outbox.wantsMessages else { return true }
        guard text.isValidUTF8 else { return false }
        isDelivering = true
        receiver.receive(text.bytes)
        isDelivering = false
        deliverEnd()
        return true
    }
}
