import Synchronization

/// The handlers of one side: of a server for all its clients, of one client, or of a client program.
final class HandlerTable<Peer: Sendable>: Sendable {
    /// A handler that may run, and what it takes to claim it.
    struct Candidate {
        let handler: Handler<Peer>
        fileprivate let onceTicket: Int?
    }

    private struct Slot {
        var on: Handler<Peer>?
        var once: (handler: Handler<Peer>, ticket: Int)?
        var isEmpty: Bool { on == nil && once == nil }
    }

    private struct State {
        var slots: [ChannelName: [EventName: Slot]] = [:]
        var lastTicket = 0
    }

    private let state = Mutex(State())

    func set(_ kind: HandlerKind, _ event: EventName, on channel: ChannelName, to handler: Handler<Peer>) {
        state.withLock { state in
            state.lastTicket += 1
            let ticket = state.lastTicket
            switch kind {
            case .on: state.slots[channel, default: [:]][event, default: Slot()].on = handler
            case .once: state.slots[channel, default: [:]][event, default: Slot()].once = (handler, ticket)
            }
        }
    }

    func remove(_ kind: HandlerKind?, _ event: EventName, on channel: ChannelName) {
        state.withLock { state in
            guard var slot = state.slots[channel]?[event] else { return }
            if kind != .once { slot.on = nil }
            if kind != .on { slot.once = nil }
            state.slots[channel]?[event] = slot.isEmpty ? nil : slot
            if state.slots[channel]?.isEmpty == true { state.slots[channel] = nil }
        }
    }

    func removeAll(on channel: ChannelName) {
        state.withLock { _ = $0.slots.removeValue(forKey: channel) }
    }

    /// The handler that would run now: the `once` one before the other.
    func candidate(for event: EventName, on channel: ChannelName) -> Candidate? {
        state.withLock { state in
            guard let slot = state.slots[channel]?[event] else { return nil }
            if let once = slot.once { return Candidate(handler: once.handler, onceTicket: once.ticket) }
            return slot.on.map { Candidate(handler: $0, onceTicket: nil) }
        }
    }

    /// Takes the candidate, so that a `once` handler runs for exactly one event.
    ///
    /// - Returns: false where another event has taken it or it has been replaced meanwhile.
    func claim(_ candidate: Candidate, for event: EventName, on channel: ChannelName) -> Bool {
        guard let ticket = candidate.onceTicket else { return true }
        return state.withLock { state in
            guard state.slots[channel]?[event]?.once?.ticket == ticket else { return false }
            state.slots[channel]?[event]?.once = nil
            if state.slots[channel]?[event]?.isEmpty == true { state.slots[channel]?[event] = nil }
            if state.slots[channel]?.isEmpty == true { state.slots[channel] = nil }
            return true
        }
    }

    /// Decodes the arguments for the handler that is next in line, and claims it.
    ///
    /// A `once` handler whose arguments do not convert stays, because no event has reached it.
    ///
    /// - Returns: `nil` where there is no handler.
    func prepare(
        _ event: EventName,
        on channel: ChannelName,
        arguments: inout ArgumentReader,
        peer: Peer
    ) throws(ConversionError) -> HandlerRun? {
        while let candidate = candidate(for: event, on: channel) {
            arguments.rewind(conversion: candidate.handler.conversion)
            let run = try candidate.handler.prepare(&arguments, peer)
            if claim(candidate, for: event, on: channel) { return run }
        }
        return nil
    }
}
