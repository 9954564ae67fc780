import Fairway
import Synchronization

extension Life {
    /// What one task of the life does, drawn from the seed.
    func play(_ number: Int) async {
        var random = SeededRandom(seed: plan.seed &* 1009 &+ UInt64(number))
        var notes = 0
        for _ in 0..<plan.stepsOfEach {
            switch Int.random(in: 0..<25, using: &random) {
            case 20..<25 where plan.cast == .clientAndServer: useChannel(using: &random)
            case 0..<8: await question(using: &random)
            case 8..<13:
                notes += 1
                await note(notes, of: number, using: &random)
            case 13: changeHandlers(using: &random)
            case 14: for _ in 0..<Int.random(in: 1...20, using: &random) { await Task.yield() }
            case 15..<18: if plan.isDisturbed { await disturb(using: &random) }
            default: strangers.last?.speak(using: &random)
            }
        }
    }

    private func note(_ number: Int, of task: Int, using random: inout SeededRandom) async {
        let event: EventName = random.happens(onceIn: 4) ? "slowNote" : "note"
        if let remote = randomRemote(using: &random) {
            await ledger.emit(event, number: number, of: "task \(task) of the server, client \(remote.id)", to: remote)
        } else if let client {
            await ledger.emit(event, number: number, of: "task \(task) of the client", to: client)
        }
    }

    private func changeHandlers(using random: inout SeededRandom) {
        let ledger = ledger
        let isRemoved = Bool.random(using: &random)
        if let remote = randomRemote(using: &random) {
            if isRemoved { return remote.removeHandler("flicker") }
            LifeHandlers(ledger: ledger) {
                remote
            } connection: {
                "\(remote.id)"
            }.registerFlicker(on: remote)
        } else if let client {
            if isRemoved { return client.removeHandler("flicker") }
            LifeHandlers(ledger: ledger) { [weak client] in
                client
            } connection: {
                "the client"
            }
            .registerFlicker(on: client)
        }
    }

    /// A connection of the server's; often `nil`, which means the client's side.
    private func randomRemote(using random: inout SeededRandom) -> Client? {
        client == nil || random.happens(onceIn: 2) ? server?.clients.randomElement(using: &random) : nil
    }

    /// Reads a stream or leads a conversation, in a task that may be cancelled.
    private func useChannel(using random: inout SeededRandom) {
        let (isStream, remote) = (Bool.random(using: &random), randomRemote(using: &random))
        let timeout: Duration? =
            random.happens(onceIn: 6) ? .milliseconds(Int.random(in: 0...500, using: &random)) : nil
        let seed = random.next()
        let task = Task { [self] in
            var random = SeededRandom(seed: seed)
            guard isStream else { return await converse(with: remote, using: &random, timeout: timeout) }
            if let remote {
                await ledger.read(of: remote, using: &random, timeout: timeout)
            } else if let client {
                await ledger.read(of: client, using: &random, timeout: timeout)
            }
        }
        keep(task)
        guard random.happens(onceIn: 4) else { return }
        let gate = ledger.newTag()
        keep(
            Task { [ledger] in
                await ledger.gates.wait(gate)
                task.cancel()
            }
        )
    }

    private func question(using random: inout SeededRandom) async {
        let question = LifeQuestion.random(using: &random)
        let timeout: Duration? =
            switch Int.random(in: 0..<10, using: &random) {
            case 0: .zero
            case 1: .seconds(-1)
            case 2, 3: .milliseconds(Int.random(in: 1...500, using: &random))
            default: nil
            }
        let ledger = ledger
        let ask: @Sendable () async -> Void
        if let remote = randomRemote(using: &random) {
            ask = { await ledger.ask(question, of: remote, timeout: timeout) }
        } else if let client {
            ask = { await ledger.ask(question, of: client, timeout: timeout) }
        } else {
            return
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: await ask()
        case 1, 2: keep(Task { await ask() })
        case 3:
            let task = Task { await ask() }
            keep(task)
            for _ in 0..<Int.random(in: 0...15, using: &random) { await Task.yield() }
            task.cancel()
        default:
            let task = Task {
                await waitUntilCancelled()
                await ask()
            }
            keep(task)
            task.cancel()
        }
    }

    /// Ends connections, and makes new ones.
    private func disturb(using random: inout SeededRandom) async {
        ledger.disturb()
        switch Int.random(in: 0..<12, using: &random) {
        case 0: await client?.close()
        case 1: server?.clients.last?.close(status: 4000, reason: "enough")
        case 2: links.randomElement(using: &random)?.abort()
        case 3:
            var (first, second) = (SeededRandom(seed: random.next()), SeededRandom(seed: random.next()))
            let task = Task { [self] in connect(using: &first) }
            connect(using: &second)
            await task.value
        case 4 where random.happens(onceIn: 3):
            guard let server else { break }
            let grace = Duration.milliseconds(Int.random(in: -1...200, using: &random))
            keep(Task { await server.close(grace: grace) })
            replaceServer()
            connect(using: &random)
        case 5: strangers.last?.close()
        case 6, 7: await connectForGood(using: &random)
        // So that it is seen what the client does by itself.
        default: if plan.comesBack { links.last?.abort() } else { connect(using: &random) }
        }
        // It may have come back before the next thing happens, or be about to.
        if plan.comesBack { for _ in 0..<Int.random(in: 0...200, using: &random) { await Task.yield() } }
    }

    /// Ends everything, beginning with one of the ways in which it can end.
    func end(using random: inout SeededRandom) async {
        ledger.disturb()
        switch Int.random(in: 0..<4, using: &random) {
        case 0: await client?.close()
        case 1: for link in links { link.abort() }
        case 2: for client in server?.clients ?? [] { client.close() }
        default: break
        }
        let grace = Duration.milliseconds(Int.random(in: 0...500, using: &random))
        await withTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { await server.close(grace: grace) } }
        }
        await client?.close()
        for stranger in strangers { stranger.close() }
    }
}
