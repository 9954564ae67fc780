import Fairway

/// The payload of a close frame (RFC 6455, section 5.5.1).
struct ClosePayload: Hashable {
    /// The longest reason, in bytes: what a control frame holds besides the status.
    static let maximumReasonSize = FrameHeader.maximumControlPayload - 2

    var status: StatusCode?
    var reason: String

    /// What this side says; a status that must not be sent becomes 1000, a long reason is cut between characters.
    init(status: StatusCode, reason: String) {
        self.status = status.isSendable ? status : .normalClosure
        var size = 0
        self.reason = String(
            reason.prefix { character in
                size += character.utf8.count
                return size <= Self.maximumReasonSize
            }
        )
    }

    /// What the peer said.
    init(parsing bytes: [UInt8]) throws(ProtocolViolation) {
        guard let high = bytes.first else {
            status = nil
            reason = ""
            return
        }
        guard bytes.count >= 2 else { throw .protocolError("a close frame has half a status") }
        let status = StatusCode(rawValue: UInt16(high) << 8 | UInt16(bytes[1]))
        guard status.isSendable else { throw .protocolError("a close frame has a reserved status") }
        let words = bytes[2...]
        guard words.withUnsafeBytes(\.isValidUTF8) else { throw .invalidText }
        self.status = status
        reason = String(decoding: words, as: UTF8.self)
    }

    /// The payload as it goes on the wire.
    var bytes: [UInt8] {
        guard let status else { return [] }
        return [UInt8(status.rawValue >> 8), UInt8(truncatingIfNeeded: status.rawValue)] + Array(reason.utf8)
    }
}

/// The exchange of close frames (RFC 6455, section 7): each side sends one, and nothing after it.
struct CloseHandshake: Hashable {
    /// What is to be done about the peer's close frame.
    enum Reaction: Hashable {
        /// Send this payload; the link has ended so.
        case answer([UInt8], TransportEnd)
        /// It was the answer to ours; the link has ended so.
        case finished(TransportEnd)
        /// It came after the end.
        case ignored
    }

    private enum State: Hashable {
        case open
        case sent
        case ended
    }

    private var state = State.open

    /// Whether no close frame has been sent or received.
    var isOpen: Bool { state == .open }

    /// Takes note that this side sends its close frame.
    ///
    /// - Returns: false where there is already one, so that none may be sent.
    mutating func begin() -> Bool {
        guard state == .open else { return false }
        state = .sent
        return true
    }

    /// Takes the peer's close frame.
    mutating func receive(_ bytes: [UInt8]) throws(ProtocolViolation) -> Reaction {
        guard state != .ended else { return .ignored }
        let payload = try ClosePayload(parsing: bytes)
        let end = TransportEnd(status: payload.status ?? .noStatusReceived, reason: payload.reason)
        defer { state = .ended }
        guard state == .open else { return .finished(end) }
        return .answer(Array(bytes.prefix(2)), end)
    }
}
