import ConformanceServer
import Fairway

extension Scenario {
    /// Events to the server, and from it to everybody.
    static let broadcast = Scenario("broadcast") { visit in
        let (firstListener, secondListener) = (Listener(), Listener())
        let first = try await visit.client(firstListener)
        let second = try await visit.client(secondListener)
        try expect(await second[Conformance.Main.self].echo(value: "here"), "here")
        try expect(await first[Conformance.Main.self].shout(text: "hello"), 2)
        try expect(await firstListener.next(), "hello")
        try expect(await secondListener.next(), "hello")

        for text in ["one", "two", "three"] {
            try await first[Conformance.Main.self].emit(.note(text: text))
        }
        try expect(await first[Conformance.Main.self].notes(), ["one", "two", "three"])
        try expect(await second[Conformance.Main.self].notes(), [])
        await second.close(reason: "done")
        await first.close(reason: "done")
    }

    /// A client that outlives its connection.
    static let reconnecting = Scenario("reconnecting") { visit in
        let listener = Listener()
        // The scenario says itself when it connects again, so that its frames are the same each time.
        let client = FairwayClient(reconnecting: .never)
        let server = client[Conformance.Main.self]
        server.register(listener)
        let (opened, opens) = AsyncStream<Int>.makeStream()
        let (ended, ends) = AsyncStream<ConnectionEnd>.makeStream()
        var sums = opened.makeAsyncIterator()
        var closes = ended.makeAsyncIterator()
        client.onOpen { opens.yield(try await server.add(a: 40, b: 2)) }
        client.onClose { ends.yield($0) }

        try await server.emit(.note(text: "before there is a connection"))
        try await expect(RequestError.notConnected) { try await server.notes() }
        try await client.connect(with: visit.connector)
        try expect(await sums.next(), 42)
        try expect(await server.notes(), ["before there is a connection"])

        let sleep = Task { try await server.sleep(milliseconds: 60_000) }
        try expect(await listener.next(), "sleeping")
        try await server.emit(.hangUp(status: 4001, reason: "come again"))
        try await expect(RequestError.connectionClosed) { try await sleep.value }
        let hungUp = await closes.next()
        try expect(hungUp?.status, 4001)
        try expect(hungUp?.reason, "come again")
        try expect(hungUp?.isLocal, false)

        try await server.emit(.note(text: "between two connections"))
        try await client.connect(with: visit.connector)
        try expect(await sums.next(), 42)
        try expect(await server.notes(), ["between two connections"])
        await client.close(reason: "done")
        let closed = await closes.next()
        try expect(closed?.status, .normalClosure)
        try expect(closed?.isLocal, true)
    }

    /// A server that goes away while it is asked; by hand, it has to be interrupted.
    static let shutdown = Scenario("shutdown") { visit in
        let listener = Listener()
        let client = try await visit.client(listener)
        let (ended, ends) = AsyncStream<ConnectionEnd>.makeStream()
        var closes = ended.makeAsyncIterator()
        client.onClose { ends.yield($0) }

        let sleep = Task { try await client[Conformance.Main.self].sleep(milliseconds: 60_000) }
        try expect(await listener.next(), "sleeping")
        try await expect(RequestError.connectionClosed) { try await sleep.value }
        let end = await closes.next()
        try expect(end?.status, .goingAway)
        try expect(end?.reason, "server is closing")
        try expect(end?.isLocal, false)
        try await expect(RequestError.notConnected) { try await client[Conformance.Main.self].notes() }
    }
}
