import FairwayTesting
import Testing

@testable import Fairway

@Suite("Outbound middleware is around the whole of a request")
struct OutboundRequestTests {
    private let clock = ManualClock()
    private let client: FairwayClient
    private let peer: RawPeer
    private let seen = Events<String>()

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        peer = RawPeer(peerEnd)
    }

    @Test("Sees the answer, and the caller gets it as it came")
    func answer() async throws {
        let seen = seen
        client.useOutbound { call, next in
            let reply = try await next(call)
            let value: Int? = try reply.decode()
            seen.add("\(call.receiver.client == client) \(value.map { "\($0)" } ?? "nothing")")
            return reply
        }
        async let sum: Int = client.of("math").request("add", 1, 2)
        #expect(await peer.next() == .message(#"{"i":1,"c":"math","a":["add",1,2]}"#))
        try peer.send(#"{"i":1,"d" : 3 }"#)
        #expect(try await sum == 3)
        #expect(await seen.next() == "true 3")
        async let done: Void = client.request("leave")
        _ = await peer.next()
        try peer.send(#"{"i":2}"#)
        try await done
        #expect(await seen.next() == "true nothing")
    }

    @Test("Sees how it ends otherwise, in the type that the caller gets")
    func endings() async throws {
        let seen = seen
        client.useOutbound { call, next in
            do { return try await next(call) } catch {
                seen.add("\(error)")
                throw error
            }
        }
        func end(with frame: String) async throws -> (any Error)? {
            let task = Task { try await client[Board.self].pin(place: 1) }
            _ = await peer.next()
            try peer.send(frame)
            return await #expect(throws: (any Error).self) { try await task.value }
        }
        #expect(try await end(with: #"{"i":1,"e":{"full":true}}"#) as? Board.PinError == .full)
        #expect(await seen.next() == "full")
        #expect(
            try await end(with: #"{"i":2,"e":{"message":"no"},"_":1}"#) as? RemoteError == RemoteError(message: "no")
        )
        #expect(await seen.next() == "no")
        let unreadable = RequestError.unreadableAnswer("answer of 'pin': expected an array, got number 7")
        #expect(try await end(with: #"{"i":3,"d":7}"#) as? RequestError == unreadable)
        #expect(await seen.next() == "\(unreadable)")
        let late = Task { try await client.request("ask", timeout: .seconds(2)) }
        _ = await peer.next()
        await clock.waitForSleeper()
        clock.advance(by: .seconds(10))
        await #expect(throws: RequestError.timedOut) { try await late.value }
        #expect(await seen.next() == "timedOut")
    }

    @Test("May answer in the place of the other side, also without a connection")
    func answerInPlace() async throws {
        client.useOutbound { call, next in
            switch call.event {
            case "cached": .answer(5)
            case "quiet": .empty
            case "odd": .answer(Double.nan)
            default: try await next(call)
            }
        }
        await client.close()
        #expect(try await client.request("cached") as Int == 5)
        try await client.request("cached")
        try await client.request("quiet")
        #expect(try await client.request("quiet") as Int? == nil)
        await #expect(throws: RequestError.unreadableAnswer("answer of 'cached': expected a string, got number 5")) {
            try await client.request("cached") as String
        }
        await #expect(throws: RequestError.unreadableAnswer("'quiet' was answered without a value")) {
            try await client.request("quiet") as Int
        }
        let odd = "answer of 'odd': a number that is not finite cannot be sent"
        await #expect(throws: RequestError.unreadableAnswer(odd)) { try await client.request("odd") as Int }
        await #expect(throws: RequestError.notConnected) { try await client.request("ask") }
    }

    @Test("May replace the answer, and keep one for another request, which reads it as its own type")
    func replies() async throws {
        let kept = Shared<OutboundReply?>(nil)
        client.useOutbound { call, next in
            if let reply = kept.value { return reply }
            let reply = try await next(call)
            kept.change { $0 = reply }
            return .answer(try reply.decode(as: Int.self) + 1)
        }
        async let first: Int = client.request("count")
        _ = await peer.next()
        try peer.send(#"{"i":1,"d":41}"#)
        #expect(try await first == 42)
        #expect(try await client.request("count") as Int == 41)
        #expect(try await client.request("count") as Double == 41)
        await #expect(throws: RequestError.self) { try await client.request("count") as String }
    }

    @Test("May make it a second time, and not a third")
    func again() async throws {
        client.useOutbound { call, next in
            for _ in 1...2 {
                do { return try await next(call) } catch is RemoteError {}
            }
            return try await next(call)
        }
        async let second: Int = client.request("try")
        #expect(await peer.next() == .message(#"{"i":1,"a":["try"]}"#))
        try peer.send(#"{"i":1,"e":"busy"}"#)
        #expect(await peer.next() == .message(#"{"i":2,"a":["try"]}"#))
        try peer.send(#"{"i":2,"d":7}"#)
        #expect(try await second == 7)
        let task = Task { try await client.request("try") }
        for id in 3...4 {
            _ = await peer.next()
            try peer.send(#"{"i":\#(id),"e":"busy"}"#)
        }
        await #expect(throws: AlreadySent.self) { try await task.value }
    }

    @Test("Of the client program first, then of the channel, and only where it is registered")
    func channels() async throws {
        let seen = seen
        client.of("room").useOutbound { call, next in
            seen.add("channel \(call.event)")
            return try await next(call)
        }
        client.useOutbound { call, next in
            seen.add("client \(call.event)")
            return try await next(call)
        }
        try await client.of("room").emit("a")
        try await client.of("elsewhere").emit("b")
        try await client.emit("c")
        #expect(await seen.next(4) == ["client a", "channel a", "client b", "client c"])
    }
}
