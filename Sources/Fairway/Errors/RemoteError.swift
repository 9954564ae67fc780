/// The peer's reason for a rejection or a cancellation (wire protocol, table of messages).
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

    /// Reads a reason, whatever it is: the text of a string, the `message` of an object.
    ///
    /// - Parameter general: the message of a reason that has none.
    init(reason: JSONValue, isErrorObject: Bool, orElse general: String) {
        switch reason {
        case .string(let message):
            self.init(message: message)
        case .object(let members):
            let message = if case .string(let text)? = members["message"] { text } else { general }
            let code: String? =
                switch members["code"] {
                case .string(let text)?: text
                case .number(let number)?: "\(number)"
                default: nil
                }
            self.init(message: message, code: code, details: isErrorObject ? members["details"] : reason)
        case .null:
            self.init(message: general)
        default:
            self.init(message: general, details: reason)
        }
    }
}
