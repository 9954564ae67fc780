import FairwayTesting
import Testing

@testable import Fairway

@Suite("Handlers of one client start in the order of its messages")
struct OrderTests {
    private actor Recorder {
        private var numbers: [Int] = []
        let done = Events<[Int]>()

        func add(_ number: Int, until count: Int) {
            numbers.append(number)
            if numbers.count == count { done.add(numbers) }
        }
    }

    @Test("500 events start in order in an actor's handler")
    func actorHandler() async throws {
        let server = FairwayServer()
        let recorder = Recorder()
        server.on("note") { (number: Int) in await recorder.add(number, until: 500) }
        let client = FairwayClient()
        try await client.connect(to: server)
        for number in 0..<500 { try await client.emit("note", number) }
        #expect(await recorder.done.next() == Array(0..<500))
    }

    @Test("Events that wait for handlers to end start in order too")
    func waitingEvents() async throws {
        var configuration = ConnectionConfiguration()
        configuration.maximumRunningHandlers = 3
        let server = FairwayServer(configuration: configuration)
        let recorder = Recorder()
        let started = Shared<[Int]>([])
        server.on("note") { (number: Int) in
            started.change { $0.append(number) }
            await Task.yield()
            await recorder.add(number, until: 300)
        }
        let peer = RawPeer(connectingTo: server)
        for number in 0..<300 { try peer.send(#"{"a":["note",\#(number)]}"#) }
        let numbers = try #require(await recorder.done.next())
        // They may overtake each other from their first suspension on.
        #expect(started.value == Array(0..<300))
        #expect(numbers.sorted() == Array(0..<300))
    }

    @Test("The queue that stands in where tasks cannot start at once starts them in order")
    func queueStart() async throws {
        let starter = HandlerStarter()
        let recorder = Recorder()
        for number in 0..<500 {
            _ = starter.startOnQueue { await recorder.add(number, until: 500) }
        }
        #expect(await recorder.done.next() == Array(0..<500))
    }

    @Test("With the queue full a request is rejected and an event ends the connection")
    func fullQueue() async throws {
        var configuration = ConnectionConfiguration()
        configuration.maximumRunningHandlers = 1
        configuration.maximumWaitingMessages = 2
        let server = FairwayServer(configuration: configuration)
        server.on("wait") { await waitUntilCancelled() }
        let peer = RawPeer(connectingTo: server)
        for id in 1...4 { try peer.send(#"{"i":\#(id),"a":["wait"]}"#) }
        #expect(await peer.next() == .message(#"{"i":4,"e":{"message":"too many requests are waiting"},"_":1}"#))
        try peer.send(#"{"a":["wait"]}"#)
        #expect(await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "too many events are waiting")))
    }

    @Test("A handler that asks its own client does not block itself, with every place taken")
    func askingWithinHandlers() async throws {
        let server = FairwayServer()
        server.onOpen { client in
            client.on("ask") { (number: Int) async throws -> Int in try await client.request("double", number) }
        }
        let client = FairwayClient()
        client.on("double") { (number: Int) in number * 2 }
        try await client.connect(to: server)
        let sums = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<128 { group.addTask { try await client.request("ask", number) } }
            return try await group.reduce(0, +)
        }
        #expect(sums == (0..<128).reduce(0) { $0 + $1 * 2 })
    }
}
