/// The reason for a close as a number (RFC 6455, section 7.4).
public struct StatusCode: RawRepresentable, Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt16

    /// Any status, also one without a name here.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Any status, also one without a name here.
    public init(integerLiteral value: UInt16) {
        rawValue = value
    }

    /// 1000: the purpose has been fulfilled.
    public static let normalClosure: StatusCode = 1000
    /// 1001: a server goes down or a page is left.
    public static let goingAway: StatusCode = 1001
    /// 1002: the peer broke the WebSocket protocol.
    public static let protocolError: StatusCode = 1002
    /// 1003: a kind of data came that cannot be accepted.
    public static let unsupportedData: StatusCode = 1003
    /// 1004: reserved; never on the wire.
    public static let reserved: StatusCode = 1004
    /// 1005: the peer closed without a status; never on the wire.
    public static let noStatusReceived: StatusCode = 1005
    /// 1006: the link broke without a close; never on the wire.
    public static let abnormalClosure: StatusCode = 1006
    /// 1007: a message held data that does not fit its type, such as text that is not UTF-8.
    public static let invalidPayload: StatusCode = 1007
    /// 1008: a message went against a rule of the receiver.
    public static let policyViolation: StatusCode = 1008
    /// 1009: a message was too large.
    public static let messageTooBig: StatusCode = 1009
    /// 1010: the server lacks an extension the client needs.
    public static let mandatoryExtension: StatusCode = 1010
    /// 1011: something unexpected kept the server from going on.
    public static let internalError: StatusCode = 1011
    /// 1012: the server restarts.
    public static let serviceRestart: StatusCode = 1012
    /// 1013: the receiver is overloaded.
    public static let tryAgainLater: StatusCode = 1013
    /// 1014: a gateway got an invalid answer.
    public static let badGateway: StatusCode = 1014

    /// Whether a close frame may carry this status; 1004, 1005, 1006 and 1015 and all below 1000 or above 4999 may not.
    public var isSendable: Bool {
        switch rawValue {
        case 1004, 1005, 1006, 1015: false
        case 1000...1014, 3000...4999: true
        default: false
        }
    }

    /// The number in digits.
    public var description: String { "\(rawValue)" }
}
