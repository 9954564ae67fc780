import Fairway
import NIOCore

extension WebSocketHandler {
    /// Writes what waited, then a message; it leaves with everything that the current read or turn of the loop causes.
    func write(_ waiting: [OutboxState.Item], then message: EncodedMessage) {
        for item in waiting {
            write(item)
        }
        write(.message(message))
        scheduleFlush()
    }

    /// Writes what other threads have queued.
    func wake() {
        let (items, trips) = outbox.wake()
        for item in items {
            write(item)
        }
        roundTrips.add(trips)
        if !isReading {
            flush()
        }
    }

    func write(_ item: OutboxState.Item) {
        switch item {
        case .message(let message):
            guard context != nil else {
                outbox.release(OutboxState.cost(of: message))
                return
            }
            outgoing.append(message, from: role)
            watch.carryMessage()
            if outgoing.isFull {
                writeGathered()
            }
        case .close(let status, let reason):
            beginClose(ClosePayload(status: status, reason: reason))
        }
    }

    func writeControl(_ opcode: Opcode, _ payload: [UInt8]) {
        guard context != nil else { return }
        outgoing.append(opcode, payload, from: role)
    }

    func writePong() {
        guard handshake.isOpen, end == nil, let payload = pongs.next() else { return }
        writeControl(.pong, payload)
    }

    private func writePing() {
        guard handshake.isOpen, end == nil, let payload = roundTrips.nextPing() else { return }
        writeControl(.ping, payload)
    }

    /// Sends everything that has been written, and the ping that follows it where somebody waits for a round trip.
    ///
    /// - Parameter completion: called once all of it has left or never will.
    func flush(then completion: ((WebSocketHandler) -> Void)? = nil) {
        isFlushScheduled = false
        writePing()
        writeGathered(then: completion)
        guard hasUnflushedWrites else { return }
        hasUnflushedWrites = false
        context?.flush()
    }

    private func writeGathered(then completion: ((WebSocketHandler) -> Void)? = nil) {
        guard let context, let (buffer, cost, hasPong) = outgoing.take() else {
            completion?(self)
            return
        }
        writtenBytes += Int64(buffer.readableBytes)
        pendingWrites += 1
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.pendingWrites -= 1
            if cost > 0 {
                self.outbox.release(cost)
            }
            if hasPong {
                self.pongs.sent()
                self.writePong()
                if !self.outgoing.isEmpty {
                    self.scheduleFlush()
                }
            }
            completion?(self)
        }
        hasUnflushedWrites = true
        context.write(Self.wrapOutboundOut(buffer), promise: promise)
    }

    private func scheduleFlush() {
        guard !isReading, !isFlushScheduled, let context else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute { self.flush() }
    }
}
