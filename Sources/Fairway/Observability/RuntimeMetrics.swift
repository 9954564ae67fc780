import CoreMetrics

/// The metrics of a server or a client.
final class RuntimeMetrics: Sendable {
    /// Which way a message goes.
    enum Way: String, Sendable {
        case received, sent
    }

    /// What a message is.
    enum Kind: String, Sendable {
        case event, request
    }

    /// What takes time.
    enum Activity: String, Sendable {
        case handler, request
    }

    /// How it ends.
    enum Outcome: String, Sendable {
        case completed, refused, failed, cancelled
        case timedOut = "timed out"
    }

    /// Why a message has not left.
    enum Obstacle: String, Sendable {
        case bufferFull = "buffer full"
        case closed
        /// The event was volatile, and the other side does not keep up.
        case volatile
    }

    private struct MessageKey: Hashable {
        let way: Way
        let kind: Kind
        let name: MetricName
    }

    private struct DurationKey: Hashable {
        let activity: Activity
        let outcome: Outcome
        let name: MetricName
    }

    private struct EndKey: Hashable {
        let status: String
        let isLocal: Bool
    }

    private let names: MetricNames
    private let openConnections: Meter
    private let openedConnections: Counter
    private let closedConnections: MetricFamily<EndKey, Counter>
    private let messages: MetricFamily<MessageKey, Counter>
    private let durations: MetricFamily<DurationKey, Timer>
    private let waitingMessages: Meter
    private let bytes: MetricFamily<Way, Counter>
    private let unsent: MetricFamily<Obstacle, Counter>
    private let incidents: MetricFamily<LogLine.Kind, Counter>

    init(_ configuration: MetricsConfiguration, side: Instruments.Side) {
        let factory = configuration.factory
        let side = [("side", side.rawValue)]
        @Sendable func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
            Counter(label: label, dimensions: side + dimensions, factory: factory)
        }
        names = MetricNames(limit: configuration.maximumNames)
        openConnections = Meter(label: "fairway_connections", dimensions: side, factory: factory)
        openedConnections = counter("fairway_connections_opened")
        closedConnections = MetricFamily { key in
            counter("fairway_connections_closed", [("status", key.status), ("by", key.isLocal ? "this" : "other")])
        }
        messages = MetricFamily { key in
            counter("fairway_messages_\(key.way.rawValue)", [("kind", key.kind.rawValue)] + key.name.dimensions)
        }
        durations = MetricFamily { key in
            let dimensions = [("outcome", key.outcome.rawValue)] + key.name.dimensions
            return Timer(
                label: "fairway_\(key.activity.rawValue)_duration",
                dimensions: side + dimensions,
                factory: factory
            )
        }
        waitingMessages = Meter(label: "fairway_waiting_messages", dimensions: side, factory: factory)
        bytes = MetricFamily { way in counter("fairway_bytes_\(way.rawValue)") }
        unsent = MetricFamily { obstacle in counter("fairway_messages_unsent", [("reason", obstacle.rawValue)]) }
        incidents = MetricFamily { kind in counter("fairway_incidents", [("kind", kind.rawValue)]) }
    }

    func connectionOpened() {
        openConnections.increment()
        openedConnections.increment()
    }

    func connectionClosed(_ end: ConnectionEnd) {
        openConnections.decrement()
        closedConnections[EndKey(status: end.status.kind, isLocal: end.isLocal)].increment()
    }

    /// Counts messages of one name.
    func count(_ way: Way, _ kind: Kind, _ name: MetricName, _ number: Int = 1) {
        guard number > 0 else { return }
        messages[MessageKey(way: way, kind: kind, name: names.bounded(name))].increment(by: number)
    }

    func count(_ way: Way, bytes number: Int) {
        bytes[way].increment(by: number)
    }

    func record(_ activity: Activity, _ name: MetricName, _ outcome: Outcome, _ duration: Duration) {
        let key = DurationKey(activity: activity, outcome: outcome, name: names.bounded(name))
        durations[key].recordNanoseconds(duration.saturatingNanoseconds)
    }

    /// - Parameter change: how many more messages wait than before.
    func waitingChanged(by change: Int) {
        if change > 0 { waitingMessages.increment(by: Double(change)) }
        if change < 0 { waitingMessages.decrement(by: Double(-change)) }
    }

    func couldNotSend(_ obstacle: Obstacle) {
        unsent[obstacle].increment()
    }

    func note(_ kind: LogLine.Kind) {
        incidents[kind].increment()
    }
}
