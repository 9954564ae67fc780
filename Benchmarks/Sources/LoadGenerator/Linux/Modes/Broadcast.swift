import Workload

/// One connection says something that all of them hear, again as soon as all have heard it. A message is one that was heard.
struct Broadcast {
    private var options: LoadOptions

    init(_ options: LoadOptions) {
        self.options = options
        self.options.payload = .medium
    }

    func run() throws -> LoadReport {
        let server = try ServerProcess(id: options.process)
        let template = MessageTemplate.event("say", options.payload)
        var check = try ValueCheck(sent: template.text)
        let crowd = try Crowd(options, messageSize: template.size)
        let speaker = crowd.connections[0]
        let depth = options.depth
        var sent = [UInt64](repeating: 0, count: depth)
        var saidCount = 0
        var heardCount = 0
        var latencies = LatencyHistogram()
        var window = Window(options, server: server)
        func turn(isRecorded: Bool) throws {
            try crowd.turn { connection, message, time in
                try check.check(message)
                guard connection.receivedCount < saidCount else { throw Failure("more is heard than was said") }
                if isRecorded { latencies.record(time - sent[connection.receivedCount % depth]) }
                connection.receivedCount += 1
                heardCount += 1
            }
        }
        while try window.continues(crowd) {
            while saidCount - heardCount / options.connections < depth {
                sent[saidCount % depth] = Monotonic.now()
                saidCount += 1
                try template.append(to: &speaker.output)
            }
            try crowd.flush(speaker, 0)
            try turn(isRecorded: window.isOpen)
        }
        let report = try window.report(options, crowd, latencies)
        // Everyone has to hear everything, also what the end of the window finds on its way.
        while heardCount < saidCount * options.connections { try turn(isRecorded: false) }
        return report
    }
}
