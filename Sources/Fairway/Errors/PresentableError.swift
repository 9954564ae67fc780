/// An error whose words are meant for the peer (wire protocol, Answering, item 10).
///
/// Any other error that a handler throws reaches the peer as `internal error`, and the real one goes to `onError`.
public protocol PresentableError: Error {
    /// What the peer is told.
    var message: String { get }
    /// What programs tell errors apart by; `nil` unless given.
    var code: String? { get }
    /// Anything more; `nil` unless given.
    var details: JSONValue? { get }
}

extension PresentableError {
    /// None.
    public var code: String? { nil }
    /// None.
    public var details: JSONValue? { nil }
}

/// A presentable error for where a type of its own is too much.
public struct Rejection: PresentableError, Sendable, Hashable {
    /// What the peer is told.
    public let message: String
    /// What programs tell errors apart by.
    public let code: String?
    /// Anything more.
    public let details: JSONValue?

    /// Rejects with these words.
    public init(_ message: String, code: String? = nil, details: JSONValue? = nil) {
        self.message = message
        self.code = code
        self.details = details
    }
}
