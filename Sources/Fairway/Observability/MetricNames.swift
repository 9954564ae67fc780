import Synchronization

/// Which names have series of their own, so that no program and no peer can have any number of them.
final class MetricNames: Sendable {
    private let names = Mutex<Set<MetricName>>([])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// The name itself, or ``MetricName/other`` where there are too many before it.
    func bounded(_ name: MetricName) -> MetricName {
        // What is none of the names of the program's takes no place from them.
        guard case .event = name else { return name }
        return names.withLock { names in
            if names.contains(name) { return name }
            guard names.count < limit else { return .other }
            names.insert(name)
            return name
        }
    }
}
