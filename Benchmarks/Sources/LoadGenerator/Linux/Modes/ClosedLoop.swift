import Workload

/// As many requests in flight on each connection as it may have, and a new one for each answer.
struct ClosedLoop {
    private let options: LoadOptions

    init(_ options: LoadOptions) {
        self.options = options
    }

    func run() throws -> LoadReport {
        let server = try ServerProcess(id: options.process)
        let template = MessageTemplate.request(options.payload)
        var check = try AnswerCheck(options.payload, request: template, echoes: options.echoes)
        let crowd = try Crowd(options, messageSize: template.size)
        let depth = options.depth
        for (index, connection) in crowd.connections.enumerated() {
            for place in 0..<depth {
                let id = MessageTemplate.firstID + place
                connection.requests[place] = LoadConnection.OpenRequest(id: id, time: Monotonic.now())
                try template.append(id: id, to: &connection.output)
            }
            try crowd.flush(connection, index)
        }
        var latencies = LatencyHistogram()
        var window = Window(options, server: server)
        func turn(isRecorded: Bool, asksAgain: Bool) throws {
            try crowd.turn { connection, message, time in
                let id = try check.id(of: message)
                let place = (id - MessageTemplate.firstID) % depth
                guard place >= 0, connection.requests[place].id == id else {
                    throw Failure("an answer to request \(id), which waits for none")
                }
                if isRecorded { latencies.record(time - connection.requests[place].time) }
                guard asksAgain else {
                    connection.requests[place].id = 0
                    return
                }
                let next = id + depth
                guard next <= MessageTemplate.lastID else { throw Failure("there are no ids left") }
                connection.requests[place] = LoadConnection.OpenRequest(id: next, time: time)
                try template.append(id: next, to: &connection.output)
            }
        }
        while try window.continues(crowd) { try turn(isRecorded: window.isOpen, asksAgain: true) }
        let report = try window.report(options, crowd, latencies)
        // Each request has to be answered, also those that the end of the window finds open.
        while crowd.connections.contains(where: { $0.requests.contains { $0.id != 0 } }) {
            try turn(isRecorded: false, asksAgain: false)
        }
        return report
    }
}
