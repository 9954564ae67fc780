/// Text as the log has it.
enum LogText {
    /// The text without control characters, and not longer than so many characters.
    static func bounded(_ text: String, limit: Int) -> String {
        BoundedText.escaped(text, limit: limit, isQuoted: false)
    }

    /// What may be said of an error above the trace level.
    ///
    /// The program's own errors are told in their own words. Those that can carry what a peer wrote, or a value that was
    /// to be sent, are told without it.
    static func outline(of error: any Error) -> String {
        switch error {
        case let error as ConversionError: error.outline
        case let error as ArgumentError: error.outline
        case let error as HandlerError: "a handler failed: \(kind(of: error.underlying))"
        case let error as ClientError: "client \(error.client.id): \(kind(of: error.underlying))"
        case let error as any OutlinedError: error.outline
        case is RemoteError: "the other side rejected a request"
        case RequestError.unreadableAnswer: "an answer cannot be read"
        case ReportedError.argument(let error): error.outline
        case is DecodingError, is EncodingError, is any WireCodable: kind(of: error)
        default: "\(error)"
        }
    }

    private static func kind(of error: any Error) -> String { "\(type(of: error))" }
}
