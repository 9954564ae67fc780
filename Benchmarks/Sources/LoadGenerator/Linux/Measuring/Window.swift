/// The time that is measured, after some in which the same is done unmeasured.
struct Window {
    private let server: ServerProcess
    private let begin: UInt64
    private let end: UInt64
    private var start: (time: UInt64, processor: UInt64, busy: UInt64) = (0, 0, 0)
    private(set) var isOpen = false

    init(_ options: LoadOptions, server: ServerProcess) {
        self.server = server
        begin = Monotonic.now() + UInt64(options.warmup * 1e9)
        end = begin + UInt64(options.seconds * 1e9)
    }

    /// Opens the window when its time has come; returns whether it is not over.
    mutating func continues(_ crowd: Crowd) throws -> Bool {
        let now = Monotonic.now()
        if !isOpen, now >= begin {
            isOpen = true
            start = (now, try server.processorTime(), crowd.busyTime)
        }
        return now < end
    }

    /// What it took.
    func report(
        _ options: LoadOptions,
        _ crowd: Crowd,
        _ latencies: borrowing LatencyHistogram
    ) throws -> LoadReport {
        let processor = Double(try server.processorTime() - start.processor) / 1_000
        let microseconds = Double(Monotonic.now() - start.time) / 1_000
        return LoadReport(
            measure: options.mode.rawValue,
            name: options.name,
            payload: options.payload.rawValue,
            connections: options.connections,
            depth: options.depth,
            messages: latencies.total,
            messagesPerSecond: Double(latencies.total) / microseconds * 1e6,
            processorTime: processor / Double(max(latencies.total, 1)),
            median: latencies.microseconds(atShare: 0.5),
            percentile99: latencies.microseconds(atShare: 0.99),
            longest: latencies.microseconds(atShare: 1),
            serverShare: processor / microseconds,
            generatorShare: Double(crowd.busyTime - start.busy) / 1_000 / microseconds
        )
    }
}
