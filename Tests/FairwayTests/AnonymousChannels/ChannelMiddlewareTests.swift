import FairwayTesting
import Testing

@testable import Fairway

@Suite("Middleware around streams and conversations", .timeLimit(.minutes(1)))
struct ChannelMiddlewareTests {
    private let server = FairwayServer()
    private let client = FairwayClient()

    init() async throws {
        server.on("count") { (last: Int) in Counted(last) }
        server.on(opening: "talk") { (board, word: String) in
            board.on("add") { (a: Int, b: Int) in a + b }
            board.on("word") { word }
        }
        try await client.connect(to: server)
    }

    private func read(_ last: Int) async throws -> [Int] {
        var seen: [Int] = []
        for try await value in try await client.stream("count", last, of: Int.self) { seen.append(value) }
        return seen
    }

    @Test("On the way in it changes the arguments of a request for a stream, refuses it, or answers in its place")
    func inbound() async throws {
        server.use { call, next in
            guard call.event == "count" else { return try await next(call) }
            var call = call
            let last = try call.decode(Int.self)
            if last < 0 { throw Refusal(message: "too few") }
            call.arguments = try RawArguments(last + 1)
            let reply = try await next(call)
            return last == 7 ? .answer(7) : reply
        }
        #expect(try await read(2) == [1, 2, 3])
        await #expect(throws: RemoteError(message: "too few")) { try await read(-1) }
        // The stream that was opened is given up with the answer.
        await #expect(throws: RequestError.unreadableAnswer("'count' was answered without a channel")) {
            try await read(7)
        }
        await expectNothingRuns(server, client)
    }

    @Test("A kept answer that opens a stream answers no other request")
    func keptReplies() async throws {
        let kept = Shared<InboundReply?>(nil)
        server.use { call, next in
            if let reply = kept.value { return reply }
            let reply = try await next(call)
            kept.change { $0 = reply }
            return reply
        }
        #expect(try await read(1) == [1])
        await #expect(throws: RemoteError(message: "internal error")) { try await read(1) }
        await expectNothingRuns(server, client)
    }

    @Test("On the way out it changes, refuses, and answers a request for a conversation, which then is none")
    func outbound() async throws {
        client.useOutbound { call, next in
            guard call.event == "talk" else { return try await next(call) }
            var call = call
            let word = try call.decode(String.self)
            if word == "refused" { throw Refusal(message: "not sent") }
            if word == "answered" { return .answer(5) }
            call.arguments = try RawArguments(word.uppercased())
            return try await next(call)
        }
        let board = try await client.request(opening: "talk", "hello")
        let word: String = try await board.request("word")
        #expect(word == "HELLO")
        board.close()
        await #expect(throws: Refusal(message: "not sent")) { _ = try await client.request(opening: "talk", "refused") }
        await #expect(throws: RequestError.unreadableAnswer("'talk' was answered without a channel")) {
            _ = try await client.request(opening: "talk", "answered")
        }
        await expectNothingRuns(server, client)
        #expect(client.table.isEmpty)
    }

    @Test("It sees what is sent and what comes in a conversation, and a conversation's own sees nothing else")
    func inside() async throws {
        let (sent, came, own) = (Shared<[String]>([]), Shared<[String]>([]), Shared<[String]>([]))
        client.useOutbound { call, next in
            sent.change { $0.append("\(call.channel)/\(call.event)") }
            return try await next(call)
        }
        server.use { call, next in
            came.change { $0.append("\(call.channel)/\(call.event)") }
            return try await next(call)
        }
        server.on(opening: "watched") { board in
            board.on("add") { (a: Int, b: Int) in a + b }
            board.use { call, next in
                own.change { $0.append("\(call.event)") }
                return try await next(call)
            }
        }
        let board = try await client.request(opening: "watched")
        let sum: Int = try await board.request("add", 1, 2)
        #expect(sum == 3)
        _ = try await read(1)
        #expect(sent.value == ["/watched", "#536870912/add", "/count"])
        #expect(came.value == sent.value)
        #expect(own.value == ["add"])
        board.close()
        await expectNothingRuns(server, client)
    }

    @Test("A conversation that it has opened and does not hand on ends, and its own outbound middleware goes with it")
    func abandoned() async throws {
        client.useOutbound { call, next in
            let reply = try await next(call)
            if call.event == "talk" { throw Refusal(message: "after all not") }
            return reply
        }
        let opened = Events<RemoteServer<UntypedConversation>>()
        await #expect(throws: Refusal(message: "after all not")) {
            _ = try await client.request(opening: "talk", "hello") { board in
                board.useOutbound { call, next in try await next(call) }
                opened.add(board)
            }
        }
        let board = try #require(await opened.next())
        #expect(try await board.closed == .closed)
        await expectNothingRuns(server, client)
        #expect(client.of(.main).handlers.table.outbound.steps(on: ChannelName("none"), for: client).count == 1)
        #expect(client.of(.main).handlers.table.outbound.steps(on: board.route.channel, for: client).count == 1)
    }
}
