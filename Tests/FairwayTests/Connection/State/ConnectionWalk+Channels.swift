@testable import Fairway

/// What a shell knows of the anonymous channels.
struct OpenChannels {
    struct Channel {
        let role: Int
        let isPeers: Bool
        /// What waits for the answer that opens it; `nil` once that is out and all of it is sent.
        var held: [Int]?
        /// Whether this side has ended it while it was opening.
        var hasEnded = false
    }

    var open: [Int: Channel] = [:]
    var lastRole = 0
    var lastMessage = 0
    /// How many streams are being sent.
    var producing = 0
    /// How often each of them has ended.
    var ends: [Int: Int] = [:]

    var openForPeer: Int { open.values.count(where: \.isPeers) }
    var unended: [Int] { open.values.filter { !$0.hasEnded }.map(\.role).sorted() }
    var isIdle: Bool { open.isEmpty && producing == 0 }

    mutating func endAll() {
        for role in unended { ends[role, default: 0] += 1 }
        open = [:]
    }
}

/// Anonymous channels, whose numbers a peer may use as it likes.
extension ConnectionWalk {
    static let channelLimit = 2
    private static let numbers = 1...5

    mutating func useChannel() {
        let number = Int.random(in: Self.numbers, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: openOwn(number)
        case 1, 2: beginOpening(number)
        case 3, 4: sendOnChannel(number)
        case 5: sendHeld(number)
        case 6: endChannel(number)
        case 7: closeChannel(number)
        default: produce()
        }
    }

    private func message(_ number: Int) -> EncodedMessage { EncodedMessage(bytes: Array("\(number)".utf8)) }

    private mutating func add(_ number: Int, isPeers: Bool, held: [Int]?) {
        channels.open[number] = OpenChannels.Channel(role: channels.lastRole, isPeers: isPeers, held: held)
    }

    private mutating func openOwn(_ number: Int) {
        channels.lastRole += 1
        let isOpen = state.channels.open(number, channels.lastRole)
        expect(isOpen == (life.end == nil && channels.open[number] == nil), "a channel opens where its number is free")
        if isOpen { add(number, isPeers: false, held: nil) }
    }

    private mutating func beginOpening(_ number: Int) {
        channels.lastRole += 1
        let expected: AnonymousChannels<Int>.Admission =
            if life.end != nil {
                .over
            } else if channels.open[number] != nil {
                .taken
            } else {
                channels.openForPeer < Self.channelLimit ? .opening : .full
            }
        expect(state.channels.beginOpening(number, channels.lastRole) == expected, "channels open up to the limit")
        if expected == .opening { add(number, isPeers: true, held: []) }
    }

    private mutating func sendOnChannel(_ number: Int) {
        channels.lastMessage += 1
        let expected: AnonymousChannels<Int>.Sending =
            switch channels.open[number] {
            case nil: .closed
            case let channel? where channel.hasEnded: .closed
            case let channel?: channel.held.map { $0.count < 16 ? .held : .full } ?? .send
            }
        let sending = state.channels.send(message(channels.lastMessage), on: number)
        expect(sending == expected, "a message waits for the answer alone")
        if sending == .held { channels.open[number]?.held?.append(channels.lastMessage) }
    }

    private mutating func sendHeld(_ number: Int) {
        let held = state.channels.nextHeld(number)
        guard let waiting = channels.open[number]?.held else { return expect(held == nil, "nothing waits") }
        expect(held == waiting.first.map { message($0) }, "what waits comes in order")
        if waiting.isEmpty {
            channels.open[number]?.held = nil
        } else {
            channels.open[number]?.held = Array(waiting.dropFirst())
            if waiting.count == 1, channels.open[number]?.hasEnded == true { channels.open[number] = nil }
        }
    }

    private mutating func endChannel(_ number: Int) {
        channels.lastMessage += 1
        let ended = state.channels.end(number, telling: message(channels.lastMessage))
        guard let channel = channels.open[number], !channel.hasEnded else {
            return expect(ended?.role == nil, "a channel ends once")
        }
        expect(ended?.role == channel.role, "a channel that has not ended can be ended")
        expect(ended?.tellsPeer == (channel.held == nil), "the end does not overtake the answer")
        channels.ends[channel.role, default: 0] += 1
        channels.open[number]?.hasEnded = true
        channels.open[number]?.held?.append(channels.lastMessage)
    }

    private mutating func closeChannel(_ number: Int) {
        let closed = state.closeChannel(number)
        let channel = channels.open.removeValue(forKey: number)
        expect(closed.waiters.isEmpty, "nobody waits on it")
        expect(closed.role == (channel?.hasEnded == false ? channel?.role : nil), "a channel ends once")
        if let role = closed.role { channels.ends[role, default: 0] += 1 }
    }

    private mutating func produce() {
        if life.end == nil, channels.producing < 2, oneOf(2) {
            channels.producing += 1
            return state.beginProducing()
        }
        guard channels.producing > 0 else { return }
        channels.producing -= 1
        check(state.endProducing())
    }

    /// Holds the table against what has happened.
    mutating func checkChannels() {
        expect(state.channels.count == channels.open.count, "nothing of a channel stays behind")
        for number in Self.numbers {
            expect(state.channels.role(of: number) == channels.open[number]?.role, "a channel is found by its number")
            expect(state.channels.isOpening(number) == (channels.open[number]?.held != nil), "what opens is known")
        }
    }
}
