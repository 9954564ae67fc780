import FairwayTesting
import Synchronization

@testable import Fairway

extension LifeLedger {
    /// Notes that the hooks of a connection have come one stage further.
    func advance(_ connection: String, to stage: HookStage) {
        state.withLock { state in
            let before = state.serverHooks[connection]?.rawValue ?? -1
            if stage.rawValue != before + 1 { state.problems.append("\(connection): \(stage) after \(before)") }
            state.serverHooks[connection] = stage
        }
    }

    /// Complains where the hook of the beginning has not ended, which no event overtakes.
    func expectOpen(_ connection: String) {
        state.withLock { state in
            if state.serverHooks[connection] ?? .opening == .opening {
                state.problems.append("an event overtook the hook of \(connection)")
            }
        }
    }

    /// What hooks and handlers do besides what they are there for.
    fileprivate func dawdle<Side: RemoteSide>(_ seed: UInt64, with side: Side) async throws
    where Side.Outgoing == UntypedEvent {
        var random = SeededRandom(seed: plan.seed &+ seed)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: await Task.yield()
        case 1: await ask(.echo, of: side)
        case 2: await ask(.slow, of: side, timeout: .milliseconds(300))
        case 3: await gates.wait(newTag())
        case 4: throw LifeFailure()
        default: break
        }
    }
}

extension Life {
    func equip(_ server: FairwayServer, number: Int) {
        let token = LifeToken(ledger)
        let ledger = ledger
        @Sendable func name(_ client: Client) -> String { "connection \(client.id) of server \(number)" }
        LifeHandlers(ledger: ledger) {
            Client.current
        } connection: {
            Client.current.map(name) ?? "nobody"
        }
        .register(on: server)
        equipChannels(server)
        server.onOpen { client in
            defer { withExtendedLifetime(token) { ledger.advance(name(client), to: .open) } }
            ledger.advance(name(client), to: .opening)
            client.onClose { _ in ledger.advance(name(client), to: .closedForClient) }
            if ledger.plan.isDisturbed, client.id.rawValue.isMultiple(of: 5) {
                ledger.disturb()
                client.close()
            }
            try await ledger.dawdle(UInt64(client.id.rawValue), with: client)
        }
        server.onClose { client, _ in
            await Task.yield()
            client.close()
            withExtendedLifetime(token) { ledger.advance(name(client), to: .closed) }
        }
    }

    func equip(_ client: FairwayClient) {
        let token = LifeToken(ledger)
        let ledger = ledger
        LifeHandlers(ledger: ledger) { [weak client] in
            client
        } connection: {
            "the client"
        }
        .register(on: client)
        equipChannels(client)
        let statuses = client.statuses
        Task {
            var last: ConnectionStatus?
            for await status in statuses {
                if status == last { ledger.complain("was told \(status) twice") }
                last = status
            }
            withExtendedLifetime(token) {}
            if case .disconnected? = last { return }
            ledger.complain("the last status was \(String(describing: last))")
        }
        client.onOpen { [weak client] in
            defer { withExtendedLifetime(token) { ledger.state.withLock { $0.clientOpens += 1 } } }
            let number = ledger.state.withLock { $0.clientOpens }
            if let client { try await ledger.dawdle(UInt64(number) &* 7, with: client) }
        }
        client.onClose { _ in
            await Task.yield()
            withExtendedLifetime(token) {
                ledger.state.withLock { state in
                    state.clientCloses += 1
                    if state.clientCloses > state.clientOpens { state.problems.append("onClose overtook onOpen") }
                }
            }
        }
    }
}
