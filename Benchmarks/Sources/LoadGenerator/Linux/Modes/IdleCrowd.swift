import Glibc
import Workload

/// What connections that do nothing cost a server in memory, and what they cost it after one request each.
struct IdleCrowd {
    private var options: LoadOptions

    init(_ options: LoadOptions) {
        self.options = options
        self.options.depth = 1
        self.options.sleeps = true
    }

    func run() throws -> IdleReport {
        let server = try ServerProcess(id: options.process)
        // What is allocated once is there before anything is measured.
        var warmup = options
        warmup.connections = min(options.connections, 100)
        try ask(open(warmup))
        let before = try memory(of: server)

        let crowd = try open(options)
        let idle = try memory(of: server) - before
        try ask(crowd)
        let used = try memory(of: server) - before
        return IdleReport(
            measure: "idle",
            name: options.name,
            connections: options.connections,
            idleBytes: idle / options.connections,
            usedBytes: used / options.connections
        )
    }

    private var template: MessageTemplate { .request(options.payload) }

    private func open(_ options: LoadOptions) throws -> Crowd {
        try Crowd(options, messageSize: template.size)
    }

    /// Makes one request on each connection, and waits for all answers.
    private func ask(_ crowd: Crowd) throws {
        var check = try AnswerCheck(options.payload, request: template, echoes: options.echoes)
        let template = template
        for (index, connection) in crowd.connections.enumerated() {
            try template.append(id: MessageTemplate.firstID + index, to: &connection.output)
            connection.requests[0].id = MessageTemplate.firstID + index
            try crowd.flush(connection, index)
        }
        var answers = 0
        while answers < crowd.connections.count {
            try crowd.turn { connection, message, _ in
                guard try check.id(of: message) == connection.requests[0].id else {
                    throw Failure("an answer to the request of another connection")
                }
                connection.requests[0].id = 0
                answers += 1
            }
        }
    }

    private func memory(of server: ServerProcess) throws -> Int {
        // The server is done with everything when it has answered; what it then frees takes it a moment.
        sleep(1)
        return try server.residentBytes()
    }
}

/// A server's memory for each connection, in bytes.
struct IdleReport: Encodable {
    var measure: String
    var name: String
    var connections: Int
    var idleBytes: Int
    var usedBytes: Int
}
