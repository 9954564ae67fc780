import Testing

@testable import Fairway

@Suite("Messages that wait for room, as a value")
struct WaitingMessagesTests {
    private typealias Messages = WaitingMessages<String>

    private func entry(_ name: String, request: Int? = nil, on conversation: AnonymousChannel? = nil) -> Messages.Entry
    {
        Messages.Entry(
            message: EncodedMessage(bytes: Array(name.utf8)),
            conversation: conversation,
            request: request.flatMap { RequestID(rawValue: $0) },
            waiter: name
        )
    }

    @discardableResult
    private func append(_ entry: Messages.Entry, to messages: inout Messages) throws -> Messages.Ticket {
        let ticket = messages.makeTicket()
        let refusal = messages.append(entry, ticket)
        #expect(refusal == nil)
        return ticket
    }

    /// Sends all that wait.
    private func sendAll(_ messages: inout Messages) -> [String] {
        var sent: [String] = []
        while let first = messages.beginFirst() {
            sent.append(first.waiter)
            messages.finishFirst()
        }
        return sent
    }

    @Test("They go out in the order in which they came, and one serves them")
    func order() throws {
        var messages = Messages(limit: 10)
        var serves = [messages.beginServing()]
        for name in ["a", "b", "c"] {
            try append(entry(name), to: &messages)
            serves.append(messages.beginServing())
        }
        #expect(serves == [false, true, false, false])
        #expect(sendAll(&messages) == ["a", "b", "c"])
        let goesOn = messages.endServing()
        #expect(!goesOn)
        try append(entry("d"), to: &messages)
        let servesAgain = messages.beginServing()
        #expect(servesAgain)
    }

    @Test("One that is being sent keeps its place, so that none overtakes it, and cannot be taken back")
    func sending() throws {
        var messages = Messages(limit: 10)
        let first = try append(entry("a", request: 1), to: &messages)
        let second = try append(entry("b", request: 2), to: &messages)
        _ = messages.beginServing()
        #expect(messages.beginFirst()?.waiter == "a")
        #expect(!messages.isEmpty)
        #expect(messages.withdraw(first) == nil)
        #expect(messages.withdraw(try #require(RequestID(rawValue: 1))) == nil)
        #expect(messages.withdraw(second)?.waiter == "b")
        #expect(messages.withdraw(second) == nil)
        messages.finishFirst()
        #expect(messages.isEmpty)
    }

    @Test("One that was to be taken back while it was being sent is not tried again")
    func unwanted() throws {
        var messages = Messages(limit: 10)
        let first = try append(entry("a"), to: &messages)
        try append(entry("b", request: 2), to: &messages)
        try append(entry("c"), to: &messages)
        _ = messages.beginFirst()
        #expect(messages.withdraw(first) == nil)
        var isTriedAgain = messages.refuseFirst()
        #expect(!isTriedAgain)
        messages.finishFirst()
        _ = messages.beginFirst()
        #expect(messages.withdraw(try #require(RequestID(rawValue: 2))) == nil)
        isTriedAgain = messages.refuseFirst()
        #expect(!isTriedAgain)
        messages.finishFirst()
        #expect(messages.beginFirst()?.waiter == "c")
        isTriedAgain = messages.refuseFirst()
        #expect(isTriedAgain)
    }

    @Test("No more than the limit wait")
    func limit() throws {
        var messages = Messages(limit: 2)
        let first = try append(entry("a"), to: &messages)
        try append(entry("b"), to: &messages)
        let refusal = messages.append(entry("c"), messages.makeTicket())
        #expect(refusal == .bufferFull)
        #expect(messages.withdraw(first)?.waiter == "a")
        try append(entry("d"), to: &messages)
        #expect(sendAll(&messages) == ["b", "d"])
    }

    @Test("One that never fits is tried a thousand times, and those behind it get their turn")
    func refusals() throws {
        var messages = Messages(limit: 10)
        try append(entry("large"), to: &messages)
        try append(entry("small"), to: &messages)
        var tries = 0
        repeat {
            #expect(messages.beginFirst()?.waiter == "large")
            tries += 1
        } while messages.refuseFirst()
        #expect(tries == 1000)
        messages.finishFirst()
        #expect(messages.beginFirst()?.waiter == "small")
        let isTriedAgain = messages.refuseFirst()
        #expect(isTriedAgain)
    }

    @Test("What waits for a conversation is taken back with it, and a request by its number")
    func withdrawing() throws {
        var messages = Messages(limit: 10)
        let (talk, other) = (AnonymousChannel(1, on: nil), AnonymousChannel(2, on: nil))
        for (name, conversation) in [("a", talk), ("b", other), ("c", nil), ("d", talk)] {
            try append(entry(name, on: conversation), to: &messages)
        }
        try append(entry("e", request: 7), to: &messages)
        #expect(messages.withdraw(on: talk).map(\.waiter) == ["a", "d"])
        #expect(messages.withdraw(try #require(RequestID(rawValue: 7)))?.waiter == "e")
        #expect(sendAll(&messages) == ["b", "c"])
    }

    @Test("At the end all are taken back but the one that is being sent, and none waits any more")
    func end() throws {
        var messages = Messages(limit: 10)
        for name in ["a", "b", "c"] { try append(entry(name), to: &messages) }
        _ = messages.beginFirst()
        #expect(messages.end().map(\.waiter) == ["b", "c"])
        let isTriedAgain = messages.refuseFirst()
        #expect(!isTriedAgain)
        messages.finishFirst()
        let refusal = messages.append(entry("d"), messages.makeTicket())
        #expect(refusal == .notConnected)
        #expect(messages.isEmpty)
    }
}
