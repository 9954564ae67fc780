import Synchronization

extension FairwayServer {
    /// Sends an event to these clients, through the outbound middleware where there is any; it is encoded once, and once
    /// more for each client that has middleware of its own.
    ///
    /// - Returns: the failures known when it was queued, in the order of the clients.
    func broadcast(
        _ event: some ChannelEvent,
        in line: BroadcastLines.Line,
        to clients: [Client],
        _ delivery: Delivery
    ) async -> [ClientError] {
        let steps = table.outbound.broadcastSteps(on: line.channel)
        do {
            guard !steps.isEmpty else { return try await deliver(event, in: line, to: clients, delivery) }
            return try await broadcast(event, in: line, to: clients, delivery, through: steps)
        } catch {
            return clients.map { ClientError(client: $0, underlying: error) }
        }
    }

    private func broadcast(
        _ event: some ChannelEvent,
        in line: BroadcastLines.Line,
        to clients: [Client],
        _ delivery: Delivery,
        through steps: [OutboundStep]
    ) async throws -> [ClientError] {
        let name = event.eventName
        try ReservedEventError.check(name, on: line.channel)
        let arguments = try RawArguments(of: name) { writer throws(ConversionError) in
            try event.writeArguments(to: &writer)
        }
        let failures = Mutex<[ClientError]>([])
        let departure = Departure(name, on: line.channel, isRequest: false) { [self] _, arguments in
            let event = RawEvent(eventName: name, arguments: arguments)
            let known = try await deliver(event, in: line, to: clients, delivery)
            failures.withLock { $0 = known }
            return .empty
        }
        _ = try await departure.run(arguments, through: steps[...])
        return failures.withLock(\.self)
    }

    private func deliver(
        _ event: some ChannelEvent,
        in line: BroadcastLines.Line,
        to clients: [Client],
        _ delivery: Delivery
    ) async throws -> [ClientError] {
        var message = try OutboundFrame.event(event, on: line.channel)
        message.isBroadcast = true
        var failures: [ClientError] = []
        var others: [(Client, [OutboundStep])] = []
        var sent = 0
        defer { instruments?.metrics?.count(.sent, .event, .of(line.channel, event.eventName), sent) }
        let holdsLine = await broadcasts.enter(line, receivers: clients.count)
        var turn = 0
        for client in clients {
            if turn == BroadcastLines.largestTurn {
                await client.connection.transport.yieldTurn()
                turn = 0
            }
            turn += 1
            let steps = client.table.outbound.steps(on: line.channel, for: client)
            guard steps.isEmpty else {
                others.append((client, steps))
                continue
            }
            do {
                if case .sent = try client.emit(message, delivery, mayWait: false) { sent += 1 }
            } catch {
                failures.append(ClientError(client: client, underlying: error))
            }
        }
        if holdsLine { broadcasts.leave(line) }
        guard !others.isEmpty else { return failures }
        failures += await deliver(event, on: line.channel, to: others, delivery)
        return failures.sorted { $0.client.id < $1.client.id }
    }

    /// Sends an event to clients each of which has middleware of its own, so that none waits for that of another.
    private func deliver(
        _ event: some ChannelEvent,
        on channel: ChannelName,
        to clients: [(Client, [OutboundStep])],
        _ delivery: Delivery
    ) async -> [ClientError] {
        await withTaskGroup(of: ClientError?.self) { group in
            for (client, steps) in clients {
                group.addTask {
                    do {
                        try await Route(link: .toClient(client), channel: channel).emit(
                            event,
                            delivery,
                            through: steps,
                            isBroadcast: true
                        )
                        return nil
                    } catch {
                        return ClientError(client: client, underlying: error)
                    }
                }
            }
            return await group.reduce(into: []) { failures, failure in
                if let failure { failures.append(failure) }
            }
        }
    }
}
