import Synchronization

/// Why a message of this side was not sent.
enum SendingError: Error {
    case notConnected
    case bufferFull
    case channelClosed

    var ofEvent: EmitError {
        switch self {
        case .notConnected: .notConnected
        case .bufferFull: .bufferFull
        case .channelClosed: .channelClosed
        }
    }

    var ofRequest: RequestError {
        switch self {
        case .notConnected: .connectionClosed
        case .bufferFull: .bufferFull
        case .channelClosed: .channelClosed
        }
    }
}

extension Connection {
    /// Sends an event of this side.
    func emit(_ message: EncodedMessage, on conversation: AnonymousChannel? = nil) throws(EmitError) {
        if let conversation, conversation.end != nil { throw .channelClosed }
        guard isOpen else { throw .notConnected }
        do throws(SendingError) {
            try send(message, on: conversation)
        } catch {
            throw error.ofEvent
        }
    }

    /// Sends a volatile event of this side.
    ///
    /// - Returns: false where it was dropped, because the peer does not keep up or there is none any more.
    func offer(_ message: EncodedMessage, on conversation: AnonymousChannel? = nil) -> Bool {
        guard isOpen, !transport.isBehind else { return false }
        do throws(SendingError) {
            try send(message, on: conversation)
            return true
        } catch {
            return false
        }
    }

    /// Hands a message to the transport, or keeps it until the conversation that it belongs to is open.
    ///
    /// - Parameter request: the request of this side that it is.
    func send(
        _ message: EncodedMessage,
        on conversation: AnonymousChannel?,
        request: RequestID? = nil
    ) throws(SendingError) {
        if let conversation {
            guard conversation.end == nil else { throw .channelClosed }
            switch state.withLock({ $0.channels.send(message, on: conversation.number, request: request) }) {
            case .send: break
            case .held: return
            case .full: throw .bufferFull
            case .closed: throw .channelClosed
            }
        }
        do throws(TransportError) {
            try send(message)
        } catch {
            switch error {
            case .closed: throw .notConnected
            case .bufferFull: throw .bufferFull
            }
        }
    }
}
