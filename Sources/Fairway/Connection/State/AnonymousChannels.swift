/// The anonymous channels of one connection (wire protocol, Anonymous channels).
///
/// A value without clock, task or transport. Both sides' channels share one table, because an abort says only the number.
struct AnonymousChannels<Role> {
    /// What comes of opening a channel for a request of the peer's.
    enum Admission: Equatable {
        case opening
        /// As many as the limit are open for the peer.
        case full
        /// A channel with this number is open, which only a peer that counts wrongly can bring about.
        case taken
        /// The connection has ended.
        case over
    }

    /// What to do with a message of this side on a channel.
    enum Sending: Equatable {
        /// It may be sent.
        case send
        /// It has been put behind the answer that opens the channel.
        case held
        /// As many as the limit wait for that answer.
        case full
        /// The channel is not open.
        case closed
    }

    /// What to do with the words that end a channel.
    enum Ending: Equatable {
        /// They may be sent; the channel is forgotten.
        case send
        /// They have been put behind the answer that opens the channel, which is forgotten then.
        case held
        /// The channel has ended before.
        case closed
    }

    private enum Phase {
        /// The answer that opens it is not out yet, or what waited for it is still being sent.
        case opening(held: ArraySlice<EncodedMessage>)
        case open
        /// As `opening`, and this side has ended it already: the last of the messages says so.
        case ending(held: ArraySlice<EncodedMessage>)
    }

    private struct Entry {
        let role: Role
        let isPeers: Bool
        var phase: Phase
    }

    private var entries: [Int: Entry] = [:]
    private var openForPeer = 0
    private var isOver = false
    private let limit: Int
    /// How many messages may wait for the answer that opens a channel.
    static var heldMessages: Int { 16 }

    /// - Parameter limit: how many channels may be open that the peer has asked for.
    init(limit: Int) {
        self.limit = limit
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// What a channel is for; `nil` where there is none of that number, or this side has ended it.
    func role(of number: Int) -> Role? {
        if case .ending? = entries[number]?.phase { nil } else { entries[number]?.role }
    }

    /// Opens a channel that this side has asked for, now that the peer's answer is there.
    ///
    /// - Returns: false where the number is taken or the connection has ended.
    mutating func open(_ number: Int, _ role: Role) -> Bool {
        guard !isOver, entries[number] == nil else { return false }
        entries[number] = Entry(role: role, isPeers: false, phase: .open)
        return true
    }

    /// Opens a channel that the peer has asked for; ``sendNext(_:)`` then says what is to be sent.
    mutating func beginOpening(_ number: Int, _ role: Role) -> Admission {
        guard !isOver else { return .over }
        guard entries[number] == nil else { return .taken }
        guard openForPeer < limit else { return .full }
        entries[number] = Entry(role: role, isPeers: true, phase: .opening(held: []))
        openForPeer += 1
        return .opening
    }

    /// Whether the answer that opens the channel is still to be sent.
    func isOpening(_ number: Int) -> Bool {
        switch entries[number]?.phase {
        case .opening, .ending: true
        case .open, nil: false
        }
    }

    /// Takes what waited for the answer that opens a channel, once that is out; to be called until it returns `nil`.
    mutating func nextHeld(_ number: Int) -> EncodedMessage? {
        switch entries[number]?.phase {
        case .opening(var held):
            let first = held.popFirst()
            entries[number]?.phase = first == nil ? .open : .opening(held: held)
            return first
        case .ending(var held):
            let first = held.popFirst()
            entries[number]?.phase = .ending(held: held)
            if first == nil { _ = close(number) }
            return first
        case .open, nil: return nil
        }
    }

    /// Decides about a message of this side.
    mutating func send(_ message: EncodedMessage, on number: Int) -> Sending {
        switch entries[number]?.phase {
        case nil, .ending: return .closed
        case .open: return .send
        case .opening(var held):
            guard held.count < Self.heldMessages else { return .full }
            // Let go of the other reference first, so that the messages are not copied.
            entries[number]?.phase = .open
            held.append(message)
            entries[number]?.phase = .opening(held: held)
            return .held
        }
    }

    /// Ends a channel from this side.
    mutating func end(_ number: Int, telling message: EncodedMessage) -> Ending {
        switch entries[number]?.phase {
        case nil, .ending: return .closed
        case .open:
            _ = close(number)
            return .send
        case .opening(let held):
            entries[number]?.phase = .ending(held: held + [message])
            return .held
        }
    }

    /// Forgets a channel that has ended.
    ///
    /// - Returns: what it was for; `nil` where it has ended before.
    mutating func close(_ number: Int) -> Role? {
        guard let entry = entries.removeValue(forKey: number) else { return nil }
        if entry.isPeers { openForPeer -= 1 }
        return entry.role
    }

    /// Forgets all of them at the end of the connection, after which none opens.
    mutating func closeAll() -> [Role] {
        defer { (entries, openForPeer, isOver) = ([:], 0, true) }
        return entries.values.map(\.role)
    }
}
