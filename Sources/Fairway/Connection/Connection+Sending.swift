import Synchronization

/// Why a message of this side was not sent.
enum SendingError: Error {
    case notConnected
    case bufferFull
    case channelClosed
    /// As much as may waits for the conversation to open.
    case channelFull
    /// Its task was cancelled while it waited.
    case cancelled

    init(_ error: TransportError) {
        self =
            switch error {
            case .closed: .notConnected
            case .bufferFull: .bufferFull
            }
    }

    var ofEvent: any Error {
        switch self {
        case .notConnected: EmitError.notConnected
        case .bufferFull, .channelFull: EmitError.bufferFull
        case .channelClosed: EmitError.channelClosed
        case .cancelled: CancellationError()
        }
    }

    var ofRequest: any Error {
        switch self {
        case .notConnected: RequestError.connectionClosed
        case .bufferFull, .channelFull: RequestError.bufferFull
        case .channelClosed: RequestError.channelClosed
        case .cancelled: CancellationError()
        }
    }
}

extension Connection {
    /// Sends an event of this side and, where there is no room for it, does as ``OutboundOverflow`` says.
    ///
    /// - Parameter mayWait: whether whoever emits it can wait.
    /// - Returns: false where that is to wait, by ``emitInTurn(_:on:)``.
    func emit(_ message: EncodedMessage, on conversation: AnonymousChannel? = nil, mayWait: Bool) throws -> Bool {
        if let conversation, conversation.end != nil { throw EmitError.channelClosed }
        guard isOpen else { throw EmitError.notConnected }
        do throws(SendingError) {
            return try send(message, on: conversation, mayWait: mayWait)
        } catch {
            if error == .bufferFull, configuration.outboundOverflow == .close { closeUnread() }
            throw error.ofEvent
        }
    }

    /// Sends an event that has waited for the connection; one for which there is no room is told to the program, and the
    /// connection stays.
    func emitWaited(_ message: EncodedMessage) throws {
        guard isOpen else { throw EmitError.notConnected }
        do throws(TransportError) {
            try send(message)
        } catch {
            throw SendingError(error).ofEvent
        }
    }

    /// Sends a volatile event of this side.
    ///
    /// - Returns: false where it was dropped, because the peer does not keep up or there is none any more.
    func offer(_ message: EncodedMessage, on conversation: AnonymousChannel? = nil) -> Bool {
        guard isOpen, !transport.isBehind else { return false }
        do throws(SendingError) {
            return try send(message, on: conversation, mayWait: false)
        } catch {
            return false
        }
    }

    private func closeUnread() {
        close(status: .tryAgainLater, reason: "events are not read", LogLine(.unreadEvents))
    }

    /// Hands a message to the transport, or keeps it until the conversation that it belongs to is open.
    ///
    /// - Parameters:
    ///   - request: the request of this side that it is.
    ///   - mayWait: whether it can wait for room.
    /// - Returns: false where it is to wait in ``room``.
    func send(
        _ message: EncodedMessage,
        on conversation: AnonymousChannel?,
        request: RequestID? = nil,
        mayWait: Bool
    ) throws(SendingError) -> Bool {
        if let conversation {
            guard conversation.end == nil else { throw .channelClosed }
            switch state.withLock({ $0.channels.send(message, on: conversation.number, request: request) }) {
            case .send: break
            case .held: return true
            case .full: throw .channelFull
            case .closed: throw .channelClosed
            }
        }
        do throws(TransportError) {
            guard let room else {
                try send(message)
                return true
            }
            return try send(message, behind: room, mayWait: mayWait)
        } catch {
            throw SendingError(error)
        }
    }

    /// Sends a message unless others wait, whom it must not overtake.
    private func send(
        _ message: EncodedMessage,
        behind room: WaitingRoom,
        mayWait: Bool
    ) throws(TransportError) -> Bool {
        guard room.isEmpty else {
            if mayWait { return false }
            instruments?.metrics?.couldNotSend(.bufferFull)
            throw .bufferFull
        }
        guard mayWait else {
            try send(message)
            return true
        }
        // The rest of the buffer is left to answers, which cannot wait.
        guard !transport.isBehind else { return false }
        do throws(TransportError) {
            try transmit(message)
            return true
        } catch {
            if error == .bufferFull { return false }
            instruments?.metrics?.couldNotSend(.closed)
            throw error
        }
    }
}
