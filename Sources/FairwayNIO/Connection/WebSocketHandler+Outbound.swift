import Fairway
import NIOCore

extension WebSocketHandler {
    /// Writes what waited, then a message; it leaves with everything that the current read or turn of the loop causes.
    func write(_ waiting: [OutboxState.Item], then message: EncodedMessage, as kind: MessageKind = .text) {
        for item in waiting {
            write(item)
        }
        write(message, as: kind)
        scheduleFlush()
    }

    /// Writes what other threads have queued.
    func wake() {
        let waiting = outbox.wake()
        for item in waiting.items {
            write(item)
        }
        roundTrips.add(waiting.roundTrips)
        if !isReading {
            flush()
        }
        for done in waiting.turns { done() }
    }

    func write(_ item: OutboxState.Item) {
        switch item {
        case .message(let message):
            write(message, as: .text)
        case .close(let status, let reason):
            beginClose(ClosePayload(status: status, reason: reason))
        }
    }

    private func write(_ message: EncodedMessage, as kind: MessageKind) {
        guard context != nil else {
            outbox.release(OutboxState.cost(of: message))
            return
        }
        // An answer is nobody else's.
        if !isReading, kind == .text, role == .server, outgoing.isEmpty, let frame = buffers?.frame(of: message) {
            outgoing.begin(with: message, sharing: frame)
        } else {
            outgoing.append(message, as: kind, from: role, in: buffers)
        }
        watch.carryMessage()
        if outgoing.isFull {
            writeGathered()
        }
    }

    func writeControl(_ opcode: Opcode, _ payload: [UInt8]) {
        guard context != nil else { return }
        outgoing.append(opcode, payload, from: role, in: buffers)
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
        writeGathered(asksWhetherItLeft: showsWhetherAllLeft && pendingWrites == 0, then: completion)
        guard hasUnflushedWrites else { return }
        hasUnflushedWrites = false
        context?.flush()
        accountForFlushed()
    }

    /// - Parameter asksWhetherItLeft: whether the channel is asked after the flush, instead of promising to tell.
    private func writeGathered(
        asksWhetherItLeft: Bool = false,
        then completion: ((WebSocketHandler) -> Void)? = nil
    ) {
        let isShared = outgoing.isShared
        guard let context, let (buffer, cost, pongs) = outgoing.take() else {
            completion?(self)
            return
        }
        writtenBytes += Int64(buffer.readableBytes)
        hasUnflushedWrites = true
        let departure = Departure(cost: cost, pongs: pongs, completion: completion)
        if asksWhetherItLeft {
            flushing = (departure, isShared ? nil : buffer)
            context.write(NIOAny(buffer), promise: nil)
        } else {
            context.write(NIOAny(buffer), promise: promise(of: departure, in: context))
        }
    }

    /// Takes note of what has left with the flush, or learns later when it does.
    private func accountForFlushed() {
        guard let (departure, buffer) = flushing.take() else { return }
        guard let context, !context.channel.isWritable else {
            if let buffer { buffers?.giveBack(written: buffer) }
            return finish(departure)
        }
        // Nothing comes after what waits and before this, so that it is done with when that is.
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise(of: departure, in: context))
    }

    private func promise(of departure: Departure, in context: ChannelHandlerContext) -> EventLoopPromise<Void> {
        pendingWrites += 1
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.pendingWrites -= 1
            self.finish(departure)
        }
        return promise
    }

    /// Takes note that a write has left or never will.
    private func finish(_ departure: Departure) {
        if departure.cost > 0 {
            outbox.release(departure.cost)
        }
        if departure.pongs > 0 {
            pongs.sent(departure.pongs)
            writePong()
            if !outgoing.isEmpty {
                scheduleFlush()
            }
        }
        departure.completion?(self)
    }

    private func scheduleFlush() {
        guard !isReading, !isFlushScheduled, let context else { return }
        isFlushScheduled = true
        if let buffers { return buffers.flushes.add(self, on: context.eventLoop) }
        context.eventLoop.assumeIsolated().execute { self.flush() }
    }
}
