import Logging

@testable import Fairway

/// One line that was logged.
struct RecordedLine: Sendable, Hashable, CustomStringConvertible {
    let level: Logger.Level
    let message: String
    let metadata: [String: String]

    init(_ level: Logger.Level, _ message: String, _ metadata: [String: String] = [:]) {
        self.level = level
        self.message = message
        self.metadata = metadata
    }

    /// The line of a kind.
    init(_ kind: LogLine.Kind, _ metadata: [String: String] = [:]) {
        self.init(kind.level, kind.rawValue, metadata)
    }

    var description: String {
        let values = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(level) \(message) [\(values.joined(separator: " "))]"
    }
}

/// Keeps what is logged.
final class RecordingLog: Sendable {
    private let recorded = Shared<[RecordedLine]>([])
    private let level: Logger.Level

    init(level: Logger.Level = .debug) {
        self.level = level
    }

    var lines: [RecordedLine] { recorded.value }

    /// What a server or a client is made with that logs here.
    var configuration: ConnectionConfiguration {
        var configuration = ConnectionConfiguration()
        configuration.logger = Logger(label: "test") { _ in Handler(recorded: self.recorded, logLevel: self.level) }
        return configuration
    }

    private struct Handler: LogHandler {
        let recorded: Shared<[RecordedLine]>
        var logLevel: Logger.Level
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
            recorded.change { $0.append(RecordedLine(event.level, "\(event.message)", metadata)) }
        }
    }
}
