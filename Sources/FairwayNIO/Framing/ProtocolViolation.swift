import Fairway

/// What a peer did that ends the link, as the close frame tells it.
struct ProtocolViolation: Error, Hashable {
    var status: StatusCode
    var reason: String

    static func protocolError(_ reason: String) -> ProtocolViolation {
        ProtocolViolation(status: .protocolError, reason: reason)
    }

    static let invalidText = ProtocolViolation(status: .invalidPayload, reason: "the text is not UTF-8")
    static let messageTooBig = ProtocolViolation(status: .messageTooBig, reason: "the message is too large")
    static let binaryMessage = ProtocolViolation(status: .unsupportedData, reason: "binary messages are not accepted")
    static let tooManyFragments = ProtocolViolation(
        status: .policyViolation,
        reason: "the message comes in too many fragments"
    )
    static let tooManyPings = ProtocolViolation(status: .policyViolation, reason: "too many pings")
    static let slowMessage = ProtocolViolation(status: .policyViolation, reason: "the message came too slowly")
    static let idle = ProtocolViolation(status: .goingAway, reason: "idle")
    static let tooEarly = ProtocolViolation(
        status: .policyViolation,
        reason: "too much was sent before the connection was taken up"
    )
}
