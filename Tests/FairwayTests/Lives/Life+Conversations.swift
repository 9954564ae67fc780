import Fairway

extension Life {
    /// Registers the handlers that answer with conversations and streams.
    func equipChannels(_ server: FairwayServer) {
        let (ledger, token) = (ledger, LifeToken(ledger))
        registerValues(on: server)
        server.on(opening: "talk") { (board, tag: Int) in
            ledger.begin(tag, "opening")
            defer { withExtendedLifetime(token) { ledger.end(tag) } }
            try await ofServer(ledger, tag).answer(board)
        }
    }

    func equipChannels(_ client: FairwayClient) {
        let (ledger, token) = (ledger, LifeToken(ledger))
        registerValues(on: client)
        client.on(opening: "talk") { (board, tag: Int) in
            ledger.begin(tag, "opening")
            defer { withExtendedLifetime(token) { ledger.end(tag) } }
            try await ofClient(ledger, tag).answer(board)
        }
    }

    private func registerValues<Registry: HandlerRegistry>(on registry: Registry)
    where Registry.Sender.Binding == Untyped {
        let (ledger, token) = (ledger, LifeToken(ledger))
        registry.on("values") { (tag: Int, length: Int, manner: Int) in
            guard let manner = LifeStream(rawValue: manner) else { throw LifeFailure() }
            return LifeValues(ledger: ledger, tag: tag, length: length, manner: manner, token: token)
        }
    }

    /// Opens a conversation with a client of the server's, or with the server.
    func converse(with remote: Client?, using random: inout SeededRandom, timeout: Duration?) async {
        let tag = ledger.newTag()
        if let remote {
            await ofServer(ledger, tag).lead(using: &random, timeout: timeout) { prepare in
                try await remote.request(opening: "talk", tag, timeout: timeout, prepare: prepare)
            } closed: {
                try await $0.closed
            }
        } else if let client {
            await ofClient(ledger, tag).lead(using: &random, timeout: timeout) { prepare in
                try await client.request(opening: "talk", tag, timeout: timeout, prepare: prepare)
            } closed: {
                try await $0.closed
            }
        }
    }
}

private func ofServer(_ ledger: LifeLedger, _ tag: Int) -> LifeTalk<RemoteClient<UntypedConversation>> {
    LifeTalk(ledger: ledger, tag: tag, name: "the server") { board, isAborted in
        if isAborted { board.abort("enough") } else { board.close() }
    }
}

private func ofClient(_ ledger: LifeLedger, _ tag: Int) -> LifeTalk<RemoteServer<UntypedConversation>> {
    LifeTalk(ledger: ledger, tag: tag, name: "the client") { board, isAborted in
        if isAborted { board.abort("enough") } else { board.close() }
    }
}
