import Testing

@testable import Fairway

@Suite("The anonymous channels of a connection, as a value")
struct AnonymousChannelsTests {
    private var channels = AnonymousChannels<String>(limit: 2)

    private func message(_ number: Int) -> EncodedMessage { EncodedMessage(bytes: Array("\(number)".utf8)) }

    @Test("No more are open for the peer than the limit, and those of this side do not count")
    mutating func limit() {
        for number in 101...105 {
            let isOpen = channels.open(number, "own")
            #expect(isOpen)
        }
        let admissions = (1...3).map { channels.beginOpening($0, "peer's") }
        #expect(admissions == [.opening, .opening, .full])
        _ = channels.close(101)
        let full = channels.beginOpening(3, "peer's")
        #expect(full == .full)
        _ = channels.close(1)
        let opening = channels.beginOpening(3, "peer's")
        #expect(opening == .opening)
        #expect(channels.count == 6)
    }

    @Test("A number that is open is taken for both sides, until it is not")
    mutating func taken() {
        _ = channels.beginOpening(1, "peer's")
        let isOpen = channels.open(1, "own")
        #expect(!isOpen)
        let admission = channels.beginOpening(1, "another")
        #expect(admission == .taken)
        #expect(channels.role(of: 1) == "peer's")
        let role = channels.close(1)
        #expect(role == "peer's")
        let isOpenNow = channels.open(1, "own")
        #expect(isOpenNow)
    }

    @Test("What is sent before the answer waits for it, in order")
    mutating func holding() {
        _ = channels.beginOpening(1, "r")
        for number in 1...2 {
            let sending = channels.send(message(number), on: 1)
            #expect(sending == .held)
        }
        let first = channels.nextHeld(1)
        #expect(first == message(1))
        // What comes while the first is being sent does not overtake the second.
        let sending = channels.send(message(3), on: 1)
        #expect(sending == .held)
        let rest = [channels.nextHeld(1), channels.nextHeld(1), channels.nextHeld(1)]
        #expect(rest == [message(2), message(3), nil])
        #expect(!channels.isOpening(1))
        let later = channels.send(message(4), on: 1)
        #expect(later == .send)
    }

    @Test("No more waits for the answer than the limit, except the message that ends the channel")
    mutating func holdingTooMuch() {
        _ = channels.beginOpening(1, "r")
        let sendings = (1...17).map { channels.send(message($0), on: 1) }
        #expect(sendings == Array(repeating: .held, count: 16) + [.full])
        let ended = channels.end(1, telling: message(99))
        #expect(ended?.tellsPeer == false)
        var held: [EncodedMessage] = []
        while let message = channels.nextHeld(1) { held.append(message) }
        #expect(held == (1...16).map { message($0) } + [message(99)])
        #expect(channels.isEmpty)
    }

    @Test("A channel that ends while it opens is kept until the peer has been told, and ends once")
    mutating func endingWhileOpening() {
        _ = channels.beginOpening(1, "r")
        let ended = channels.end(1, telling: message(1))
        #expect(ended?.role == "r")
        #expect(channels.isOpening(1))
        let again = channels.end(1, telling: message(2))
        #expect(again?.role == nil)
        let sending = channels.send(message(3), on: 1)
        #expect(sending == .closed)
        let admission = channels.beginOpening(1, "another")
        #expect(admission == .taken)
        let held = [channels.nextHeld(1), channels.nextHeld(1)]
        #expect(held == [message(1), nil])
        #expect(channels.isEmpty)
    }

    @Test("A channel that ends while it opens ends for nobody a second time", arguments: [false, true])
    mutating func endingTwice(isConnection: Bool) {
        _ = channels.beginOpening(1, "r")
        _ = channels.end(1, telling: message(1))
        let roles = isConnection ? channels.closeAll() : [channels.close(1)].compactMap(\.self)
        #expect(roles.isEmpty)
        #expect(channels.isEmpty)
        let held = channels.nextHeld(1)
        #expect(held == nil)
    }

    @Test("A request that is withdrawn leaves the others that wait in order")
    mutating func withdrawing() throws {
        let ids = (1...3).compactMap { RequestID(rawValue: $0) }
        _ = channels.beginOpening(1, "r")
        for id in ids { _ = channels.send(message(id.rawValue), on: 1, request: id) }
        _ = channels.end(1, telling: message(99))
        let withdrawals = [channels.withdraw(ids[1], from: 1), channels.withdraw(ids[1], from: 1)]
        #expect(withdrawals == [true, false])
        let first = channels.nextHeld(1)
        #expect(first == message(1))
        let isSent = channels.withdraw(ids[0], from: 1)
        #expect(!isSent)
        let rest = [channels.nextHeld(1), channels.nextHeld(1), channels.nextHeld(1)]
        #expect(rest == [message(3), message(99), nil])
    }

    @Test("Nothing is sent on a channel that is not open")
    mutating func closed() {
        let unknown = channels.send(message(1), on: 1)
        #expect(unknown == .closed)
        _ = channels.open(1, "r")
        let ended = channels.end(1, telling: message(2))
        #expect(ended?.tellsPeer == true)
        let sending = channels.send(message(1), on: 1)
        #expect(sending == .closed)
        // The peer may still speak on it, until it has been told.
        #expect(channels.role(of: 1) == "r")
        #expect(!channels.isOpening(1))
        let role = channels.close(1)
        #expect(role == nil)
        #expect(channels.isEmpty)
    }

    @Test("The end of the connection ends all of them, after which none opens")
    mutating func over() {
        _ = channels.open(101, "own")
        _ = channels.beginOpening(1, "peer's")
        let roles = channels.closeAll()
        #expect(roles.sorted() == ["own", "peer's"])
        #expect(channels.isEmpty)
        let isOpen = channels.open(102, "own")
        #expect(!isOpen)
        let admission = channels.beginOpening(2, "peer's")
        #expect(admission == .over)
        let rest = channels.closeAll()
        #expect(rest.isEmpty)
    }
}
