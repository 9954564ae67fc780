/// The peer's rejection of a request (wire protocol, table of messages).
public struct RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The peer's words.
    public let message: String
    /// What programs tell errors apart by, where the peer gave it.
    public let code: String?
    /// Anything more that the peer gave.
    public let details: JSONValue?

    /// Describes a rejection.
    public init(message: String, code: String? = nil, details: JSONValue? = nil) {
        self.message = message
        self.code = code
        self.details = details
    }

    /// The message, with the code where there is one.
    public var description: String {
        code.map { "\(message) (\($0))" } ?? message
    }

    /// Reads the reason of a rejection, whatever it is: the text of a string, the `message` of an object.
    init(reason: JSONValue, isErrorObject: Bool) {
        switch reason {
        case .string(let message):
            self.init(message: message)
        case .object(let members):
            let message = if case .string(let text)? = members["message"] { text } else { "request was rejected" }
            let code: String? =
                switch members["code"] {
                case .string(let text)?: text
                case .number(let number)?: "\(number)"
                default: nil
                }
            self.init(message: message, code: code, details: isErrorObject ? members["details"] : reason)
        case .null:
            self.init(message: "request was rejected")
        default:
            self.init(message: "request was rejected", details: reason)
        }
    }
}
