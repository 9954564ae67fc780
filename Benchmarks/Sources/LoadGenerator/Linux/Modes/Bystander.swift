import Workload

/// One connection makes one request after the other, while another one says something that all of them hear, again as soon
/// as all have heard it: what broadcasts to very many are to somebody whom the same thread serves. A message is a request.
struct Bystander {
    private var options: LoadOptions

    init(_ options: LoadOptions) throws {
        guard options.connections > 1 else { throw Failure("one asks and one speaks: --conns is 2 or more") }
        self.options = options
        self.options.depth = 1
    }

    func run() throws -> LoadReport {
        let server = try ServerProcess(id: options.process)
        let request = MessageTemplate.request(options.payload)
        let event = MessageTemplate.event("say", .medium)
        var answerCheck = try AnswerCheck(options.payload, request: request, echoes: options.echoes)
        var eventCheck = try ValueCheck(sent: event.text)
        let crowd = try Crowd(options, messageSize: max(request.size, event.size))
        let (bystander, speaker) = (crowd.connections[0], crowd.connections[1])
        crowd.foremost = 0
        var open = LoadConnection.OpenRequest(id: MessageTemplate.firstID, time: Monotonic.now())
        var isWaiting = true
        var (saidCount, heardCount) = (0, 0)
        var latencies = LatencyHistogram()
        var window = Window(options, server: server)
        func ask() throws {
            try request.append(id: open.id, to: &bystander.output)
            open.time = Monotonic.now()
        }
        func turn(isRecorded: Bool, asksAgain: Bool) throws {
            try crowd.turn { connection, message, time in
                if Self.isEvent(message) {
                    try eventCheck.check(message)
                    heardCount += 1
                    return
                }
                guard connection === bystander, isWaiting, try answerCheck.id(of: message) == open.id else {
                    throw Failure("an answer to a request that waits for none")
                }
                if isRecorded { latencies.record(time - open.time) }
                isWaiting = asksAgain
                guard asksAgain else { return }
                open.id += 1
                guard open.id <= MessageTemplate.lastID else { throw Failure("there are no ids left") }
                try ask()
            }
        }
        try ask()
        try crowd.flush(bystander, 0)
        while try window.continues(crowd) {
            if heardCount == saidCount * options.connections {
                saidCount += 1
                try event.append(to: &speaker.output)
                try crowd.flush(speaker, 1)
            }
            try turn(isRecorded: window.isOpen, asksAgain: true)
        }
        let report = try window.report(options, crowd, latencies)
        // Everyone has to hear everything, and the last request to be answered.
        while heardCount < saidCount * options.connections || isWaiting {
            try turn(isRecorded: false, asksAgain: false)
        }
        return report
    }

    /// Whether a message is what was said, which has no other key than `a`, and not an answer, which begins with another.
    private static func isEvent(_ message: UnsafeRawBufferPointer) -> Bool {
        message.starts(with: #"{"a""#.utf8)
    }
}
