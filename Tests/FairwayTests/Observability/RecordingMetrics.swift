import MetricsTestKit

@testable import Fairway

/// Keeps what is measured.
struct RecordingMetrics: Sendable {
    let factory = TestMetrics()

    /// What a server or a client is made with that is measured here.
    func configuration(maximumNames: Int = 200) -> ConnectionConfiguration {
        var metrics = MetricsConfiguration(factory: factory)
        metrics.maximumNames = maximumNames
        var configuration = ConnectionConfiguration()
        configuration.metrics = metrics
        return configuration
    }

    /// What a counter has come to, over all series with these dimensions.
    func count(_ label: String, _ dimensions: [String: String] = [:]) -> Int64 {
        factory.counterTotal(label: "fairway_\(label)", dimensions: dimensions.map { ($0.key, $0.value) })
    }

    /// What was timed, in the series with these dimensions.
    func durations(_ label: String, _ dimensions: [String: String]) -> [Int64] {
        factory.timers(label: "fairway_\(label)_duration", dimensions: dimensions.map { ($0.key, $0.value) })
            .flatMap(\.values)
    }

    /// What a meter says now.
    func level(_ label: String) -> Double {
        factory.meters(label: "fairway_\(label)").reduce(0) { $0 + ($1.lastValue ?? 0) }
    }
}
