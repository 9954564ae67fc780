import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("A conversation between two ends", .timeLimit(.minutes(1)))
struct ConversationTests {
    private typealias Opened = RemoteClient<UntypedConversation>

    private let server = FairwayServer()
    private let client = FairwayClient()

    init() async throws {
        try await client.connect(to: server)
    }

    @Test("Both sides emit and request in it, and what is sent while it opens arrives behind the answer")
    func bothWays() async throws {
        server.on(opening: "talk") { (board, start: Int) in
            board.on("add") { (a: Int) in a + start }
            try await board.emit("early", "bird")
        }
        let heard = Events<String>()
        let board = try await client.request(opening: "talk", 40) { board in
            board.on("early") { (word: String) in heard.add(word) }
            board.on("square") { (a: Int) in a * a }
        }
        #expect(await heard.next() == "bird")
        let sum: Int = try await board.request("add", 2)
        #expect(sum == 42)
        #expect(board.isOpen)
        board.close()
        #expect(try await board.closed == .closed)
        #expect(!board.isOpen)
        await #expect(throws: RequestError.channelClosed) { try await board.request("add", 2) }
        await #expect(throws: EmitError.channelClosed) { try await board.emit("add") }
        await expectNothingRuns(server, client)
    }

    @Test("The frames are the protocol's")
    func frames() async throws {
        server.on(opening: "talk") { board in
            board.on("add") { (a: Int, b: Int) in a + b }
            board.on("bye") { board.close() }
            board.on("away") { board.abort("enough") }
        }
        let peer = RawPeer(connectingTo: server)
        for (id, word, end) in [(7, "bye", #""closed""#), (8, "away", #"{"message":"enough"},"_":1"#)] {
            try peer.send(#"{"i":\#(id),"a":["talk"]}"#)
            #expect(await peer.next() == .message(#"{"i":\#(id),"h":1}"#))
            try peer.send(#"{"i":9,"h":\#(id),"a":["add",1,2]}"#)
            #expect(await peer.next() == .message(#"{"i":9,"d":3}"#))
            try peer.send(#"{"h":"\#(id)","a":["\#(word)"]}"#)
            #expect(await peer.next() == .message(#"{"h":\#(id),"x":\#(end)}"#))
            try peer.send(#"{"i":10,"h":\#(id),"a":["add",1,2]}"#)
            #expect(await peer.next() == .message(#"{"h":\#(id),"x":{"message":"no such channel"},"_":1}"#))
            #expect(await peer.next() == .message(#"{"i":10,"e":{"message":"no such channel"},"_":1}"#))
            try peer.send(#"{"h":\#(id),"x":null}"#)
        }
    }

    @Test("Requests that open channels have numbers of their own")
    func numbers() async throws {
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        async let board = client.request(opening: "talk")
        #expect(await peer.next() == .message(#"{"i":536870912,"a":["talk"]}"#))
        try peer.send(#"{"i":536870912,"h":1}"#)
        try await board.emit("hello")
        #expect(await peer.next() == .message(#"{"h":536870912,"a":["hello"]}"#))
        async let answer: Int = client.request("plain")
        #expect(await peer.next() == .message(#"{"i":1,"a":["plain"]}"#))
        try peer.send(#"{"i":1,"d":5}"#)
        #expect(try await answer == 5)
        let server = FairwayServer()
        let asked = RawPeer(connectingTo: server)
        let remote = try #require(server.clients.first)
        async let other = remote.request(opening: "talk")
        #expect(await asked.next() == .message(#"{"i":1073741824,"a":["talk"]}"#))
        try asked.send(#"{"i":1073741824,"h":1}"#)
        try await other.close()
        #expect(await asked.next() == .message(#"{"h":1073741824,"x":"closed"}"#))
    }

    @Test("A request that waits for an answer which never comes ends at once")
    func neverOpening() async throws {
        let outcomes = Events<RequestError?>()
        let server = FairwayServer()
        server.on(opening: "talk") { [weak server] board in
            Task {
                do { try await board.request("wait") } catch { outcomes.add(error as? RequestError) }
            }
            await eventually { server?.clients.first?.connection.state.withLock(\.pending.count) == 1 }
            for _ in 0..<20 { await Task.yield() }
            throw Refusal(message: "not now")
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["talk"]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"e":{"message":"not now"},"_":1}"#))
        #expect(await outcomes.next() == .channelClosed)
        try peer.send(#"{"i":8,"a":["nothing"]}"#)
        #expect(await peer.next() == .message(#"{"i":8,"e":{"message":"no event listener for 'nothing'"},"_":1}"#))
    }

    @Test("Nothing of one that is asked for stays behind where the connection ends before it opens")
    func neverAnswered() async throws {
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        let opening = Task { [client] in
            _ = try await client.request(opening: "talk") { board in board.on("early") {} }
        }
        _ = await peer.next()
        #expect(!client.table.isEmpty)
        peer.abort()
        await #expect(throws: RequestError.connectionClosed) { try await opening.value }
        #expect(client.table.isEmpty)
    }

    @Test("A second answer that opens it is ignored")
    func openedTwice() async throws {
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        async let board = client.request(opening: "talk")
        _ = await peer.next()
        for _ in 0..<2 { try peer.send(#"{"i":536870912,"h":1}"#) }
        try peer.send(#"{"i":1,"a":["nothing"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"no event listener for 'nothing'"},"_":1}"#))
        try await board.emit("hello")
        #expect(await peer.next() == .message(#"{"h":536870912,"a":["hello"]}"#))
    }

    @Test("An abort ends it for the other side, which cancels its handlers and answers them")
    func aborting() async throws {
        let reasons = Events<CancellationReason?>()
        server.on(opening: "talk") { board in
            board.on("wait") {
                await waitUntilCancelled()
                reasons.add(CancellationReason.current)
                try Task.checkCancellation()
            }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["talk"]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        try peer.send(#"{"i":8,"h":7,"a":["wait"]}"#)
        try peer.send(#"{"h":7,"x":{"message":"enough"},"_":1}"#)
        #expect(await reasons.next() == .conversationEnded(.aborted(RemoteError(message: "enough"))))
        #expect(await peer.next() == .message(#"{"i":8,"e":{"message":"the conversation has ended"},"_":1}"#))
    }

    @Test("Requests of this side end with it")
    func pendingRequests() async throws {
        let started = Events<Opened>()
        server.on(opening: "talk") { board in
            board.on("wait") {
                started.add(board)
                await waitUntilCancelled()
            }
        }
        let board = try await client.request(opening: "talk")
        let answer = Task { try await board.request("wait") }
        let remote = try #require(await started.next())
        remote.abort("enough")
        await #expect(throws: RequestError.channelClosed) { try await answer.value }
        #expect(try await board.closed == .aborted(RemoteError(message: "enough")))
        let again = try await client.request(opening: "talk")
        let other = Task { try await again.request("wait") }
        _ = await started.next()
        again.abort("never mind")
        await #expect(throws: RequestError.channelClosed) { try await other.value }
        await expectNothingRuns(server, client)
    }

    @Test("A close in good order leaves what is asked to be answered, also by the handler that closes it")
    func closing() async throws {
        let (started, goOn) = (Events<Opened>(), Events<Void>())
        server.on(opening: "talk") { board in
            board.on("slow") {
                started.add(board)
                _ = await goOn.next()
                return 5
            }
            board.on("finish") {
                board.close()
                return 6
            }
        }
        let board = try await client.request(opening: "talk")
        let slow = Task { try await board.request("slow") as Int }
        _ = await started.next()
        let last: Int = try await board.request("finish")
        #expect(last == 6)
        #expect(try await board.closed == .closed)
        goOn.add(())
        #expect(try await slow.value == 5)
        await expectNothingRuns(server, client)
    }

    @Test("What ends it while it opens comes behind the answer, and behind what was sent before")
    func endingWhileOpening() async throws {
        server.on(opening: "brief") { board in
            try await board.emit("early")
            board.close()
            await #expect(throws: EmitError.channelClosed) { try await board.emit("late") }
        }
        server.on(opening: "never") { board in board.abort("not today") }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["brief"]}"#)
        for frame in [#"{"i":7,"h":1}"#, #"{"h":7,"a":["early"]}"#, #"{"h":7,"x":"closed"}"#] {
            #expect(await peer.next() == .message(frame))
        }
        try peer.send(#"{"i":8,"a":["never"]}"#)
        for frame in [#"{"i":8,"h":1}"#, #"{"h":8,"x":{"message":"not today"},"_":1}"#] {
            #expect(await peer.next() == .message(frame))
        }
        let brief = try await client.request(opening: "brief")
        #expect(try await brief.closed == .closed)
        await expectNothingRuns(server, client)
    }

    @Test("A request that ends while it waits for the answer that opens the conversation is never sent")
    func withdrawing() async throws {
        let server = FairwayServer()
        server.on(opening: "talk") { [weak server] board in
            let asking = Task { try await board.request("wait") }
            await eventually { server?.clients.first?.connection.state.withLock(\.pending.count) == 1 }
            for _ in 0..<20 { await Task.yield() }
            asking.cancel()
            await #expect(throws: CancellationError.self) { try await asking.value }
            try await board.emit("asked")
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["talk"]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        #expect(await peer.next() == .message(#"{"h":7,"a":["asked"]}"#))
    }

    @Test("Ends with the connection, on both sides")
    func connectionEnding() async throws {
        let boards = Events<Opened>()
        server.on(opening: "talk") { board in boards.add(board) }
        let board = try await client.request(opening: "talk")
        let remote = try #require(await boards.next())
        await client.close()
        #expect(try await board.closed == .connectionEnded)
        #expect(try await remote.closed == .connectionEnded)
        await #expect(throws: EmitError.channelClosed) { try await board.emit("late") }
        try await client.connect(to: server)
        await #expect(throws: EmitError.channelClosed) { try await board.emit("late") }
        #expect(client.table.isEmpty)
    }

    @Test("Conversations open in conversations, and streams too, and outlive the one in which they were asked for")
    func nesting() async throws {
        server.on(opening: "talk") { outer in
            outer.on(opening: "deeper") { (inner, by: Int) in inner.on("add") { (a: Int) in a + by } }
            outer.on("count") { (last: Int) in Counted(last) }
        }
        let outer = try await client.request(opening: "talk")
        let inner = try await outer.request(opening: "deeper", 3)
        var seen: [Int] = []
        for try await value in try await outer.stream("count", 3, of: Int.self) { seen.append(value) }
        #expect(seen == [1, 2, 3])
        outer.close()
        let sum: Int = try await inner.request("add", 4)
        #expect(sum == 7)
        inner.close()
        await expectNothingRuns(server, client)
    }

    @Test("Nothing is open where the handler throws, or the request is cancelled while it runs")
    func refused() async throws {
        let boards = Events<Opened>()
        server.on(opening: "refuse") { board in
            boards.add(board)
            throw Refusal(message: "not now")
        }
        server.on(opening: "wait") { board in
            boards.add(board)
            await waitUntilCancelled()
        }
        await #expect(throws: RemoteError(message: "not now")) { _ = try await client.request(opening: "refuse") }
        let refused = try #require(await boards.next())
        #expect(try await refused.closed == .closed)
        let task = Task { [client] in _ = try await client.request(opening: "wait") }
        let waiting = try #require(await boards.next())
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await waiting.closed == .closed)
        await expectNothingRuns(server, client)
    }

    @Test("Nobody holds more than may wait while it opens")
    func heldMessages() async throws {
        let failures = Events<EmitError?>()
        server.on(opening: "talk") { board in
            for number in 1...17 {
                do { try await board.emit("early", number) } catch { failures.add(error as? EmitError) }
            }
        }
        let heard = Events<Int>()
        _ = try await client.request(opening: "talk") { board in
            board.on("early") { (number: Int) in heard.add(number) }
        }
        #expect(await heard.next(16) == Array(1...16))
        #expect(await failures.next() == .bufferFull)
    }

    @Test("Ended while it opens, it opens and ends: nothing comes before the answer", arguments: ["bye", "away"])
    func endedWhileOpening(how: String) async throws {
        server.on(opening: "talk") { (board: Opened) in
            try await board.emit("early")
            if how == "bye" { board.close() } else { board.abort("enough") }
            await #expect(throws: EmitError.channelClosed) { try await board.emit("late") }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["talk"]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        #expect(await peer.next() == .message(#"{"h":7,"a":["early"]}"#))
        let end = how == "bye" ? #""closed""# : #"{"message":"enough"},"_":1"#
        #expect(await peer.next() == .message(#"{"h":7,"x":\#(end)}"#))
        try peer.send(#"{"h":7,"a":["hello"]}"#)
        #expect(await peer.next() == .message(#"{"h":7,"x":{"message":"no such channel"},"_":1}"#))
        server.once(opening: "refuse") { board in
            board.close()
            throw Refusal(message: "not now")
        }
        await #expect(throws: RemoteError(message: "not now")) { _ = try await client.request(opening: "refuse") }
        await expectNothingRuns(server, client)
    }

    @Test("Handlers registered when it has ended are not kept")
    func late() async throws {
        server.on(opening: "talk") { _ in }
        let board = try await client.request(opening: "talk")
        board.close()
        board.on("never") {}
        board.use { call, next in try await next(call) }
        #expect(client.table.isEmpty)
    }

    @Test("Its handlers are removed by name and all at once, and it goes on")
    func removing() async throws {
        server.on(opening: "talk") { board in
            board.on("one") { 1 }
            board.on("two") { 2 }
            board.removeHandler("one")
            board.on("reset") {
                board.closeChannel()
                board.on("three") { 3 }
            }
        }
        let board = try await client.request(opening: "talk")
        await #expect(throws: RemoteError.self) { try await board.request("one") }
        try await board.request("reset")
        await #expect(throws: RemoteError.self) { try await board.request("two") }
        let three: Int = try await board.request("three")
        #expect(three == 3)
    }
}
