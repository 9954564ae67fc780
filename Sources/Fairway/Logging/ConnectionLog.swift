import Logging

/// Where the lines about one connection go.
struct ConnectionLog: Sendable {
    let logger: Logger
    /// Whose connection it is, on a server.
    let client: ClientID?
    /// What counts the lines, at whatever level they are.
    let metrics: RuntimeMetrics?

    /// Writes one line, and at the trace level a second one that has all the words.
    func write(_ line: LogLine) {
        metrics?.note(line.kind)
        logger.log(level: line.kind.level, "\(line.kind.rawValue)", metadata: metadata(of: line))
        guard logger.logLevel <= .trace, let words = line.words else { return }
        var metadata = metadata(of: line)
        metadata["text"] = "\(LogText.bounded(words, limit: 4000))"
        logger.trace("\(line.kind.rawValue), in full", metadata: metadata)
    }

    private func metadata(of line: LogLine) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        if let client { metadata["client"] = "\(client)" }
        if line.channel != .main { metadata["channel"] = "\(LogText.bounded(line.channel.rawValue, limit: 100))" }
        if let channel = line.anonymousChannel { metadata["channel"] = "\(channel)" }
        if let event = line.event { metadata["event"] = "\(LogText.bounded(event.rawValue, limit: 100))" }
        if let id = line.requestID { metadata["request"] = "\(id)" }
        if let address = line.address { metadata["address"] = "\(LogText.bounded(address, limit: 100))" }
        if let attempt = line.attempt { metadata["attempt"] = "\(attempt)" }
        if let status = line.status { metadata["status"] = "\(status)" }
        if let reason = line.outline { metadata["reason"] = "\(LogText.bounded(reason, limit: 500))" }
        return metadata
    }
}

extension LogLine {
    /// The reason without anything that the peer wrote.
    fileprivate var outline: String? {
        if let reason { return reason }
        guard let error else { return nil }
        // What a handler means to tell its peer is likely to repeat what the peer wrote.
        return kind == .refusedByHandler ? "\(type(of: error))" : LogText.outline(of: error)
    }

    /// All the words; `nil` where the line has them.
    fileprivate var words: String? {
        if let text { return text.isEmpty ? nil : text }
        return error.map { "\($0)" }
    }
}
