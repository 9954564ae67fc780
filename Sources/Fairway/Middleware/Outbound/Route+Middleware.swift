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
    func emit(_ event: some ChannelEvent, through steps: [OutboundStep], isBroadcast: Bool = false) async throws {
        let name = event.eventName
        try ReservedEventError.check(name, on: channel)
        let arguments = try RawArguments(of: name) { writer throws(ConversionError) in
            try event.writeArguments(to: &writer)
        }
        let departure = Departure(name, on: channel, isRequest: false) { [self] _, arguments in
            if !isBroadcast { try Task.checkCancellation() }
            try send(RawEvent(eventName: name, arguments: arguments))
            return .empty
        }
        _ = try await departure.run(arguments, through: steps[...])
    }

    /// Puts an event into the outbound buffer.
    func send(_ event: some ChannelEvent) throws {
        let message = try OutboundFrame.event(event, on: channel)
        switch link {
        case .toServer(let client): try client.emit(message)
        case .toClient(let client): try client.connection.emit(message)
        }
        instruments?.metrics?.count(.sent, .event, .event(channel, event.eventName))
    }

    /// Makes a request, through the outbound middleware where there is any, and waits for its end.
    func request<Answer>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Answer>
    ) async throws -> Answer {
        let steps = outboundSteps
        guard !steps.isEmpty else {
            return try await ask(event, timeout: timeout, arguments: write, answer: answer)
        }
        let textual = answer.keepingText
        let departure = Departure(event, on: channel, isRequest: true) { [self] departure, arguments in
            let (answer, text) = try await ask(
                event,
                timeout: timeout,
                arguments: arguments.write(to:),
                answer: textual
            )
            return OutboundReply(answer, departure, text: text)
        }
        let arguments = try RawArguments(of: event, write)
        let reply = try await departure.run(arguments, through: steps[...])
        return try reply.received(by: departure, as: Answer.self) ?? answer.read(reply, to: event)
    }

    /// Makes a request of the other side.
    private func ask<Answer>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Answer>
    ) async throws -> Answer {
        let connection =
            switch link {
            case .toServer(let client): try client.openConnection()
            case .toClient(let client): client.connection
            }
        func encode(_ id: RequestID) throws(ConversionError) -> EncodedMessage {
            try OutboundFrame.request(id, event, on: channel, arguments: write)
        }
        guard let instruments else {
            return try await connection.request(timeout: timeout, answer: answer, event: event, encode: encode)
        }
        return try await instruments.aroundRequest(event, on: channel) {
            try await connection.request(timeout: timeout, answer: answer, event: event, encode: encode)
        }
    }
}
