import Synchronization

extension Route {
    /// What goes this way passes through this, in order; nothing where no outbound middleware is registered.
    var outboundSteps: [OutboundStep] {
        switch link {
        case .toServer(let client):
            return client.table.outbound.steps(on: channel, for: client)
        case .toClient(let client):
            let general = client.server.table.outbound.steps(on: channel, for: client)
            let particular = client.table.outbound.steps(on: channel, for: client)
            return particular.isEmpty ? general : general + particular
        }
    }

    /// Sends an event through these steps.
    ///
    /// - Parameter isBroadcast: whether it goes out for others as well, whatever becomes of the task.
    func emit(
        _ event: some ChannelEvent,
        _ delivery: Delivery,
        through steps: [OutboundStep],
        isBroadcast: Bool = false
    ) async throws {
        let name = event.eventName
        try ReservedEventError.check(name, on: channel)
        let arguments = try RawArguments(of: name) { writer throws(ConversionError) in
            try event.writeArguments(to: &writer)
        }
        let departure = Departure(name, on: channel, isRequest: false) { [self] _, arguments in
            if !isBroadcast { try Task.checkCancellation() }
            try await send(RawEvent(eventName: name, arguments: arguments), delivery, mayWait: !isBroadcast)
            return .empty
        }
        _ = try await departure.run(arguments, through: steps[...])
    }

    /// Puts an event into the outbound buffer, or waits until it can.
    ///
    /// - Parameter mayWait: whether whoever emits it can wait.
    func send(_ event: some ChannelEvent, _ delivery: Delivery, mayWait: Bool = true) async throws {
        let message = try OutboundFrame.event(event, on: channel)
        var outcome = try send(message, delivery, mayWait: mayWait)
        while case .waits(let connection) = outcome {
            outcome = try await send(message, waitingFor: connection)
        }
        if case .sent = outcome { instruments?.metrics?.count(.sent, .event, .of(channel, event.eventName)) }
    }

    private func send(_ message: EncodedMessage, _ delivery: Delivery, mayWait: Bool) throws -> EmitOutcome {
        let conversation = channel.anonymous
        switch link {
        case .toServer(let client):
            return try client.emit(message, in: conversation, delivery, mayWait: mayWait)
        case .toClient(let client):
            return try client.emit(message, in: conversation, delivery, mayWait: mayWait)
        }
    }

    private func send(_ message: EncodedMessage, waitingFor connection: Connection) async throws -> EmitOutcome {
        do {
            try await connection.emitInTurn(message, on: channel.anonymous)
            return .sent
        } catch EmitError.notConnected {
            // A client program keeps it for its next connection.
            guard case .toServer(let client) = link, channel.anonymous == nil else { throw EmitError.notConnected }
            return try client.emit(message, butNotOn: connection, mayWait: true)
        }
    }

    /// Makes a request, through the outbound middleware where there is any, and waits for its end.
    func request<Answer>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Answer>
    ) async throws -> Answer {
        try check(event)
        let steps = outboundSteps
        guard !steps.isEmpty else {
            return try await ask(event, timeout) { connection, request in
                try await connection.request(request, answer: answer, arguments: write)
            }
        }
        let textual = answer.keepingText
        let departure = Departure(event, on: channel, isRequest: true) { [self] departure, arguments in
            let (answer, text) = try await ask(event, timeout) { connection, request in
                try await connection.request(request, answer: textual, arguments: arguments.write(to:))
            }
            return OutboundReply(answer, departure, text: text)
        }
        let arguments = try RawArguments(of: event, write)
        let reply = try await departure.run(arguments, through: steps[...])
        return try reply.received(by: departure, as: Answer.self) ?? answer.read(reply, to: event)
    }

    /// Makes a request that is answered with an anonymous channel, through the outbound middleware where there is any.
    ///
    /// - Parameter prepare: says what is to run on the channel, whose number it gets, before anything is sent.
    func open<Opened: Sendable, Answer>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Answer>,
        prepare: @escaping @Sendable (Connection, _ number: Int) -> (role: ChannelRole, opened: Opened)
    ) async throws -> Opened {
        try check(event)
        let steps = outboundSteps
        guard !steps.isEmpty else {
            return try await ask(event, timeout) { connection, request in
                try await connection.open(request, answer: answer, arguments: write) { prepare(connection, $0) }
            }
        }
        let conversations = Mutex<[AnonymousChannel]>([])
        let departure = Departure(event, on: channel, isRequest: true) { [self] departure, arguments in
            let opened = try await ask(event, timeout) { connection, request in
                try await connection.open(request, answer: answer, arguments: arguments.write(to:)) { number in
                    let (role, opened) = prepare(connection, number)
                    if case .conversation(let conversation) = role {
                        conversations.withLock { $0.append(conversation) }
                    }
                    return (role, opened)
                }
            }
            return OutboundReply(opened, departure, text: nil)
        }
        let arguments = try RawArguments(of: event, write)
        do {
            let reply = try await departure.run(arguments, through: steps[...])
            guard let opened = reply.received(by: departure, as: Opened.self) else {
                throw RequestError.unreadableAnswer("'\(event)' was answered without a channel")
            }
            return opened
        } catch {
            // What middleware has opened and not handed on would stay open, because nobody has it.
            for conversation in conversations.withLock(\.self) { conversation.close() }
            throw error
        }
    }

    private func check(_ event: EventName) throws {
        try Task.checkCancellation()
        try ReservedEventError.check(event, on: channel)
    }

    /// Makes a request of the other side.
    private func ask<Result: Sendable>(
        _ event: EventName,
        _ timeout: Duration?,
        _ body: (Connection, OutboundRequest) async throws -> Result
    ) async throws -> Result {
        let connection = try connection
        let request = OutboundRequest(channel: channel, event: event, timeout: timeout)
        guard let instruments else { return try await body(connection, request) }
        return try await instruments.aroundRequest(event, on: channel) { try await body(connection, request) }
    }

    /// The connection on which a request is made.
    private var connection: Connection {
        get throws(RequestError) {
            if let conversation = channel.anonymous {
                guard let connection = conversation.connection else { throw .channelClosed }
                return connection
            }
            switch link {
            case .toServer(let client): return try client.openConnection()
            case .toClient(let client): return client.connection
            }
        }
    }
}
