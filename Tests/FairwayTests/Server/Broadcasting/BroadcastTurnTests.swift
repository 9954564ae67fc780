import Testing

@testable import Fairway

@Suite("A broadcast to very many")
struct BroadcastTurnTests {
    private let server = FairwayServer()
    private let table = TurnTable()
    private let peers: [TurnTransport]
    private let turn = BroadcastLines.largestTurn

    init() {
        let table = table
        peers = (0..<2 * BroadcastLines.largestTurn + 1).map { TurnTransport($0, at: table) }
        for peer in peers { server.accept(peer) }
    }

    /// Lets the peers broadcast what they say.
    ///
    /// - Returns: what has been handed out to all.
    private func repeatAll() -> Events<String> {
        let done = Events<String>()
        server.on("say") { [server] (text: String) in
            try await server.emit("said", text)
            done.add(text)
        }
        return done
    }

    @Test("Is handed out in turns, between which the thread that it began on answers its receivers")
    func turns() async throws {
        let done = repeatAll()
        server.on("add") { (left: Int, right: Int) in left + right }
        peers[0].receive(#"{"a":["say","hello"]}"#)
        #expect(table.receivers(of: "hello").count == turn)

        peers[1].receive(#"{"i":7,"a":["add",1,2]}"#)
        #expect(table.texts(to: 1).last == #"{"i":7,"d":3}"#)
        #expect(table.receivers(of: "hello").count == turn)

        await table.giveTurns(1)
        let last = await table.turns.next()
        #expect(table.receivers(of: "hello").count == 2 * turn)
        last?()
        #expect(await done.next() == "hello")
        #expect(table.receivers(of: "hello").sorted() == Array(peers.indices))
    }

    @Test("Is not overtaken by what is broadcast to the same clients meanwhile")
    func order() async throws {
        let done = repeatAll()
        for word in ["one", "two", "three"] { peers[0].receive(#"{"a":["say","\#(word)"]}"#) }
        for word in ["one", "two", "three"] {
            await table.giveTurns(2)
            #expect(await done.next() == word)
        }
        let all = ["one", "two", "three"].map { #"{"a":["said","\#($0)"]}"# }
        for peer in peers.indices { #expect(table.texts(to: peer) == all) }
    }

    @Test("Keeps no event for a small group waiting")
    func small() async throws {
        let done = repeatAll()
        for client in server.clients.prefix(turn) { client.enter(group: "some") }
        peers[0].receive(#"{"a":["say","hello"]}"#)
        try await server.group("some").emit("news")
        #expect(table.receivers(of: "news").count == turn)
        await table.giveTurns(2)
        #expect(await done.next() == "hello")
    }
}
