/// The requests of this side that wait for their end (wire protocol, Asking, items 13, 14 and 16).
///
/// A value without clock, task or transport: each call says what happened and returns what is to be done.
struct PendingRequests<Waiter> {
    private enum Phase {
        /// The request has its number and is being encoded.
        case reserved
        /// It has ended before anybody waited, so that nothing is to be sent.
        case endedBeforeSending(RequestEnding)
        /// Somebody waits; the message is on its way to the transport.
        case sending(Waiter)
        /// It has ended while the message was on its way, so that the peer is still to be told.
        case endedWhileSending(RequestEnding)
        /// Somebody waits, and the peer may have the request.
        case sent(Waiter)
    }

    /// What to do after a request has been ended by this side.
    struct Ending {
        let waiter: Waiter
        /// Whether to send the cancellation now; where not, it is due when the message has been sent, or never.
        let cancelsAtPeer: Bool
        /// The conversation in which it was made.
        let channel: Int?
    }

    private var phases: [RequestID: Phase] = [:]
    /// In which conversation a request is made, for those that are made in one.
    private var channels: [RequestID: Int] = [:]
    private var numbers: RequestNumbers
    private let limit: Int

    init(limit: Int, side: ConnectionSide) {
        self.limit = limit
        numbers = RequestNumbers(side)
    }

    var isEmpty: Bool { phases.isEmpty && channels.isEmpty }
    var count: Int { phases.count }

    /// Gives a new request its number.
    ///
    /// - Parameters:
    ///   - channel: the conversation in which it is made.
    ///   - opensChannel: whether it is to be answered with an anonymous channel.
    /// - Returns: `nil` where as many as the limit are pending, or where no number is left.
    mutating func reserve(on channel: Int? = nil, opensChannel: Bool = false) -> RequestID? {
        guard phases.count < limit, let id = numbers.next(opensChannel: opensChannel) else { return nil }
        phases[id] = .reserved
        channels[id] = channel
        return id
    }

    /// Forgets a request that is not going to be sent: it could not be encoded, or the connection has gone.
    mutating func release(_ id: RequestID) {
        forget(id)
    }

    /// Notes who waits, just before the message goes to the transport.
    ///
    /// - Returns: how the request has ended already, so that nothing is to be sent; else `nil`.
    mutating func beginSending(_ id: RequestID, waiter: Waiter) -> RequestEnding? {
        switch phases[id] {
        case .reserved:
            phases[id] = .sending(waiter)
            return nil
        case .endedBeforeSending(let ending):
            forget(id)
            return ending
        case .sending, .endedWhileSending, .sent, nil:
            return .connectionClosed
        }
    }

    /// Notes that the transport has the message.
    ///
    /// - Returns: how the request has ended meanwhile, so that its cancellation is to be sent now.
    mutating func didSend(_ id: RequestID) -> RequestEnding? {
        switch phases[id] {
        case .sending(let waiter):
            phases[id] = .sent(waiter)
            return nil
        case .endedWhileSending(let ending):
            forget(id)
            return ending
        case .reserved, .endedBeforeSending, .sent, nil:
            return nil
        }
    }

    /// Notes that the transport did not take the message.
    ///
    /// - Returns: who still waits.
    mutating func sendingFailed(_ id: RequestID) -> Waiter? {
        switch phases[id] {
        case .sending(let waiter):
            forget(id)
            return waiter
        case .endedWhileSending:
            forget(id)
            return nil
        case .reserved, .endedBeforeSending, .sent, nil:
            return nil
        }
    }

    /// Takes a request out because the peer has answered.
    ///
    /// - Returns: who waits; `nil` for an answer that is late, second or unknown.
    mutating func answer(_ id: RequestID) -> Waiter? {
        switch phases[id] {
        case .sending(let waiter), .sent(let waiter):
            forget(id)
            return waiter
        case .reserved, .endedBeforeSending, .endedWhileSending, nil:
            return nil
        }
    }

    /// Ends a request from this side: its task was cancelled or its time is up.
    mutating func end(_ id: RequestID, _ ending: RequestEnding) -> Ending? {
        switch phases[id] {
        case .reserved:
            phases[id] = .endedBeforeSending(ending)
            return nil
        case .sending(let waiter):
            phases[id] = .endedWhileSending(ending)
            return Ending(waiter: waiter, cancelsAtPeer: false, channel: channels[id])
        case .sent(let waiter):
            defer { forget(id) }
            return Ending(waiter: waiter, cancelsAtPeer: true, channel: channels[id])
        case .endedBeforeSending, .endedWhileSending, nil:
            return nil
        }
    }

    /// Ends those that are made in a conversation, which has ended.
    mutating func endAll(on channel: Int) -> [(id: RequestID, ending: Ending)] {
        guard !channels.isEmpty else { return [] }
        return channels.filter { $0.value == channel }.keys.sorted { $0.rawValue < $1.rawValue }.compactMap { id in
            end(id, .channelClosed).map { (id, $0) }
        }
    }

    /// Ends all of them with the connection.
    mutating func endAll() -> [Waiter] {
        defer { (phases, channels) = ([:], [:]) }
        return phases.values.compactMap { phase in
            switch phase {
            case .sending(let waiter), .sent(let waiter): waiter
            case .reserved, .endedBeforeSending, .endedWhileSending: nil
            }
        }
    }

    private mutating func forget(_ id: RequestID) {
        phases[id] = nil
        if !channels.isEmpty { channels[id] = nil }
    }
}
