import Logging

extension LogLine {
    /// What kind of thing happened; the text is the message of the line.
    enum Kind: String, Sendable, CaseIterable {
        case malformedMessage = "a malformed message was dropped"
        case invalidText = "the connection is closed: a message is not UTF-8"
        case argument = "arguments do not convert"
        case noListener = "no event listener"
        case reservedName = "the event's name is reserved"
        case duplicateRequest = "a request has the number of one that is still running"
        case tooManyWaiting = "too many requests are waiting"
        case overloaded = "the connection is closed: too many events are waiting"
        case closing = "the connection is closing"
        case refusedHandshake = "a connection was refused in its handshake"
        case serverClosing = "a connection was refused: the server is closing"
        case unknownChannel = "no such anonymous channel"
        case unwantedChannel = "an answer opens a channel that nobody asked for"
        case unreadableAnswer = "an answer cannot be read"
        case streamOverflow = "the values of a stream are not read fast enough"
        case unreadAnswers = "the connection is closed: its answers are not read"
        case unreadEvents = "the connection is closed: its events are not read"
        case refusedByHandler = "refused by the handler"
        case handlerFailed = "a handler failed"
        case handlerTookTooLong = "a handler took too long"
        case heldThread = "a handler held the thread on which messages arrive"
        case hookFailed = "a hook failed"
        case cancelled = "a cancelled handler or hook failed"
        case askingFailed = "a request of a handler's or a hook's own failed"
        case stalled = "the connection was cut: nothing is taken of what is sent"
        case brokenLink = "the link broke"
        case violation = "the connection ended for a broken rule"
        case reconnectFailed = "an attempt to reconnect failed"
        case failedAccept = "the system refuses a connection"
        case failedRenewal = "new certificates cannot be used"
        case unsentEvent = "an event that waited for the connection was not sent"

        /// What a peer can cause at will is below `info`, unless it costs the peer its connection; what its operator
        /// should know of a connection is above, and what the program's author should know above that.
        var level: Logger.Level {
            switch self {
            case .malformedMessage, .argument, .noListener, .reservedName, .duplicateRequest, .tooManyWaiting, .closing,
                .serverClosing, .refusedHandshake, .unknownChannel, .unwantedChannel, .unreadableAnswer,
                .streamOverflow, .refusedByHandler, .cancelled, .askingFailed, .brokenLink:
                .debug
            case .invalidText, .violation: .info
            case .overloaded, .unreadAnswers, .unreadEvents, .stalled, .reconnectFailed: .notice
            case .handlerTookTooLong, .heldThread, .unsentEvent: .warning
            case .handlerFailed, .hookFailed, .failedAccept, .failedRenewal: .error
            }
        }
    }

    /// The line for the end of a connection; `nil` where it came in good order, or where this side asked for it and has
    /// told why.
    init?(_ end: ConnectionEnd) {
        guard !end.isLocal else { return nil }
        switch end.status {
        // A peer cannot say this status, so that the words are the transport's own.
        case .abnormalClosure: self.init(end.reason == TransportEnd.stalled.reason ? .stalled : .brokenLink)
        case .protocolError, .unsupportedData, .invalidPayload, .policyViolation, .messageTooBig, .mandatoryExtension:
            self.init(.violation)
        default: return nil
        }
        status = end.status
        text = end.reason
    }
}
