import FairwayTesting
import Testing

@testable import Fairway

@Suite("Messages that come together", .timeLimit(.minutes(1)))
struct BatchTests {
    private let server = FairwayServer()
    private let sent = Events<String>()
    private let transport: ForgetfulTransport

    init() {
        transport = ForgetfulTransport { [sent] in sent.add($0) }
    }

    private func answer(_ id: Int, _ value: Int) -> String { #"{"i":\#(id),"d":\#(value)}"# }

    @Test("Start their handlers in order, wherever these suspend, and are answered once each")
    func order() async {
        let started = Shared<[Int]>([])
        server.on("take") { (number: Int) async -> Int in
            started.change { $0.append(number) }
            // A third ends at once, a third goes on elsewhere, and a third goes on and comes back.
            if number % 3 == 1 { await Task.yield() }
            if number % 3 == 2 { await Task.detached {}.value }
            return number
        }
        server.accept(transport)
        for first in stride(from: 1, to: 1_000, by: 40) {
            transport.deliver((first..<first + 40).map { #"{"i":\#($0),"a":["take",\#($0)]}"# })
        }
        let answers = await sent.next(1_000)
        #expect(started.value == Array(1...1_000))
        #expect(Set(answers) == Set((1...1_000).map { answer($0, $0) }))
        #expect(answers.count == 1_000)
    }

    @Test("Share nothing of their tasks that a handler can see")
    func tasks() async throws {
        let reasons = Events<CancellationReason?>()
        server.on("wait") {
            await waitUntilCancelled()
            reasons.add(CancellationReason.current)
        }
        // A task that outlives its handler still belongs to it.
        let goOn = Events<Void>()
        server.on("leave") { () -> Int in
            let scope = HandlerScope.current
            Task {
                await goOn.next()
                reasons.add(HandlerScope.current === scope ? .deadlineExceeded : nil)
            }
            return 1
        }
        server.on("look") { Task.isCancelled || CancellationReason.current != nil ? 1 : 0 }
        server.accept(transport)
        transport.deliver([
            #"{"i":1,"a":["leave"]}"#, #"{"i":2,"a":["wait"]}"#, #"{"i":3,"a":["look"]}"#, #"{"i":2,"x":"enough"}"#,
            #"{"i":4,"a":["look"]}"#,
        ])
        #expect(await sent.next(3) == [answer(1, 1), answer(3, 0), answer(4, 0)])
        #expect(await reasons.next() == .peer(RemoteError(message: "enough")))
        goOn.add(())
        #expect(await reasons.next() == .deadlineExceeded)
    }

    @Test("Find the handlers that those before them have registered")
    func registering() async {
        let server = server
        server.on("arm") { (number: Int) -> Int in
            server.on("armed") { number }
            return 0
        }
        server.accept(transport)
        transport.deliver([
            #"{"i":1,"a":["arm",5]}"#, #"{"i":2,"a":["armed"]}"#, #"{"i":3,"a":["arm",6]}"#, #"{"i":4,"a":["armed"]}"#,
        ])
        #expect(await sent.next(4) == [answer(1, 0), answer(2, 5), answer(3, 0), answer(4, 6)])
    }

    @Test("Are not kept from their handlers by one that cannot be read or that nobody handles")
    func refused() async {
        server.on("take") { (number: Int) in number }
        server.accept(transport)
        transport.deliver([
            #"{"i":1,"a":["take",1]}"#, "{", #"{"i":2,"a":["take","x"]}"#, #"{"i":3,"a":["nothing"]}"#,
            #"{"i":4,"a":["take",4]}"#, "",
        ])
        let answers = await sent.next(4)
        #expect(answers.first == answer(1, 1))
        #expect(answers.last == answer(4, 4))
        #expect(answers.count == 4)
    }

    @Test("Wait in order where no more handlers may run")
    func limit() async {
        var configuration = ConnectionConfiguration()
        configuration.maximumRunningHandlers = 2
        let server = FairwayServer(configuration: configuration)
        let goOn = Events<Void>()
        server.on("take") { (number: Int) async -> Int in
            if number <= 2 { await goOn.next() }
            return number
        }
        server.accept(transport)
        transport.deliver((1...6).map { #"{"i":\#($0),"a":["take",\#($0)]}"# })
        goOn.add(())
        #expect(await sent.next(5).suffix(4) == (3...6).map { answer($0, $0) })
        goOn.add(())
        _ = await sent.next()
    }
}
