import Logging

extension Connection {
    /// Writes one line about something refused or failed; control characters are escaped and the length is bounded.
    static func log(_ error: any Error, to logger: Logger, _ metadata: Logger.Metadata) {
        let level: Logger.Level = error is HandlerError ? .error : .debug
        logger.log(level: level, "\(BoundedText.escaped("\(error)", limit: 500, isQuoted: false))", metadata: metadata)
    }
}
