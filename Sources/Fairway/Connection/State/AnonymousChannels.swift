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

    /// What is left to be done when this side has ended a channel.
    struct Ended {
        let role: Role
        /// Whether to tell the peer now, and then to close the channel; where not, the message has been put behind the
        /// answer that opens it.
        let tellsPeer: Bool
    }

    private enum Phase {
        /// The answer that opens it is not out yet, or what waited for it is still being sent.
        case opening(held: ArraySlice<Held>)
        /// This side has ended it, and the peer is still to be told: by the last of what waits, where that was not done.
        case ending(held: ArraySlice<Held>?)
        case open
    }

    /// A message that waits for the answer which opens its channel.
    private struct Held {
        let message: EncodedMessage
        /// The request of this side that it is.
        let request: RequestID?
    }

    private struct Entry {
        let role: Role
        let isPeers: Bool
        var phase: Phase

        /// Whether this side has ended it.
        var hasEnded: Bool {
            if case .ending = phase { true } else { false }
        }
    }

    private var entries: [Int: Entry] = [:]
    private var openForPeer = 0
    private var isOver = false
    let limit: Int
    /// How many messages may wait for the answer that opens a channel.
    static var heldMessages: Int { 16 }

    /// - Parameter limit: how many channels may be open that the peer has asked for.
    init(limit: Int) {
        self.limit = limit
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// What a channel is for; `nil` where there is none of that number.
    func role(of number: Int) -> Role? { entries[number]?.role }

    /// Opens a channel that this side has asked for, now that the peer's answer is there.
    ///
    /// - Returns: false where the number is taken or the connection has ended.
    mutating func open(_ number: Int, _ role: Role) -> Bool {
        guard !isOver, entries[number] == nil else { return false }
        entries[number] = Entry(role: role, isPeers: false, phase: .open)
        return true
    }

    /// Opens a channel that the peer has asked for; ``nextHeld(_:)`` then says what is to be sent.
    mutating func beginOpening(_ number: Int, _ role: Role) -> Admission {
        guard !isOver else { return .over }
        guard entries[number] == nil else { return .taken }
        guard openForPeer < limit else { return .full }
        entries[number] = Entry(role: role, isPeers: true, phase: .opening(held: []))
        openForPeer += 1
        return .opening
    }

    /// Whether the answer that opens the channel is still to be sent, or what waits for it.
    func isOpening(_ number: Int) -> Bool {
        switch entries[number]?.phase {
        case .opening: true
        case .ending(let held): held != nil
        case .open, nil: false
        }
    }

    /// Takes what waited for the answer that opens a channel, once that is out; to be called until it returns `nil`.
    mutating func nextHeld(_ number: Int) -> EncodedMessage? {
        switch entries[number]?.phase {
        case .opening(var held):
            let first = held.popFirst()
            entries[number]?.phase = first == nil ? .open : .opening(held: held)
            return first?.message
        case .ending(var held?):
            let first = held.popFirst()
            entries[number]?.phase = .ending(held: held)
            if held.isEmpty { forget(number) }
            return first?.message
        case .open, .ending(held: nil), nil:
            return nil
        }
    }

    /// Decides about a message of this side.
    ///
    /// - Parameter request: the request of this side that it is.
    mutating func send(_ message: EncodedMessage, on number: Int, request: RequestID? = nil) -> Sending {
        switch entries[number]?.phase {
        case .ending, nil: return .closed
        case .open: return .send
        case .opening(var held):
            guard held.count < Self.heldMessages else { return .full }
            // Let go of the other reference first, so that the messages are not copied.
            entries[number]?.phase = .open
            held.append(Held(message: message, request: request))
            entries[number]?.phase = .opening(held: held)
            return .held
        }
    }

    /// Takes back a request of this side that waits for the answer which opens its channel.
    ///
    /// - Returns: false where the peer has it, or will have it.
    mutating func withdraw(_ request: RequestID, from number: Int) -> Bool {
        switch entries[number]?.phase {
        case .opening(var held):
            guard let index = held.firstIndex(where: { $0.request == request }) else { return false }
            held.remove(at: index)
            entries[number]?.phase = .opening(held: held)
            return true
        case .ending(var held?):
            guard let index = held.firstIndex(where: { $0.request == request }) else { return false }
            held.remove(at: index)
            entries[number]?.phase = .ending(held: held)
            return true
        case .open, .ending(held: nil), nil:
            return false
        }
    }

    /// Ends a channel from this side.
    ///
    /// - Parameter message: what tells the peer. Nothing is sent on a channel before the answer that opens it.
    /// - Returns: `nil` where it has ended before.
    mutating func end(_ number: Int, telling message: EncodedMessage) -> Ended? {
        guard let entry = entries[number] else { return nil }
        switch entry.phase {
        case .open:
            // Kept until the peer has been told, so that what it sends meanwhile is not answered as on an unknown channel.
            entries[number]?.phase = .ending(held: nil)
            return Ended(role: entry.role, tellsPeer: true)
        case .opening(let held):
            entries[number]?.phase = .ending(held: held + [Held(message: message, request: nil)])
            return Ended(role: entry.role, tellsPeer: false)
        case .ending: return nil
        }
    }

    /// The requests of this side that wait for the answer which opens their channel.
    func unsentRequests(on number: Int) -> [RequestID] {
        switch entries[number]?.phase {
        case .opening(let held), .ending(let held?): held.compactMap(\.request)
        case .open, .ending(held: nil), nil: []
        }
    }

    /// Forgets a channel that has ended.
    ///
    /// - Returns: what it was for; `nil` where it has ended before.
    mutating func close(_ number: Int) -> Role? {
        guard let entry = entries[number] else { return nil }
        forget(number)
        return entry.hasEnded ? nil : entry.role
    }

    /// Forgets all of them at the end of the connection, after which none opens.
    ///
    /// - Returns: what those were for that had not ended before.
    mutating func closeAll() -> [Role] {
        defer { (entries, openForPeer, isOver) = ([:], 0, true) }
        return entries.values.filter { !$0.hasEnded }.map(\.role)
    }

    private mutating func forget(_ number: Int) {
        guard let entry = entries.removeValue(forKey: number) else { return }
        if entry.isPeers { openForPeer -= 1 }
    }
}
