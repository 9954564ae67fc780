public import CoreMetrics

/// Where the metrics of a server or a client go, and how many names they tell apart.
public struct MetricsConfiguration: Sendable {
    /// Makes the metrics, each once for a server or a client.
    public var factory: any MetricsFactory
    /// How many events, each with its channel, are told apart: 200; those that come later are counted as `other`.
    public var maximumNames = 200

    /// - Parameter factory: the one that `MetricsSystem.bootstrap(_:)` was given unless said otherwise, so that this comes
    ///   after it.
    public init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }
}
