import Synchronization

/// The handlers of one side: of a server for all its clients, of one client, or of a client program.
final class HandlerTable<Peer: Sendable>: Sendable {
    /// A handler that may run, and what it takes to claim it.
    struct Candidate {
        let handler: Handler<Peer>
        fileprivate let onceTicket: Int?
        /// Whether it is not taken by the event.
        var isLasting: Bool { onceTicket == nil }
    }

    private struct Slot: Sendable {
        var on: Handler<Peer>?
        var once: Handler<Peer>?
        var onceTicket = 0
        var isEmpty: Bool { on == nil && once == nil }
    }

    /// The handlers by channel and event. Those of the main channel are found with one look less.
    private struct Slots {
        private var main = EventTable<Slot>()
        private var others: [ChannelName: EventTable<Slot>] = [:]

        var isEmpty: Bool { main.isEmpty && others.isEmpty }

        /// The handlers of a channel; of a conversation's there are some, be it none, while it is open.
        subscript(_ channel: ChannelName) -> EventTable<Slot>? {
            get { channel == .main ? (main.isEmpty ? nil : main) : others[channel] }
            set { if channel == .main { main = newValue ?? EventTable() } else { others[channel] = newValue } }
        }

        subscript(_ channel: ChannelName, _ event: EventName) -> Slot? {
            get { channel == .main ? main[event] : others[channel]?[event] }
            set {
                if channel == .main {
                    main[event] = newValue
                } else {
                    others[channel, default: EventTable()][event] = newValue
                }
            }
        }
    }

    private struct State {
        var slots = Slots()
        var lastTicket = 0
        var middleware: [Middleware<Peer>] = []
        var isClosed = false

        /// Whether handlers for the channel are taken: for a conversation's while it is open.
        func takes(_ channel: ChannelName) -> Bool {
            channel.anonymous == nil || slots[channel] != nil
        }

        /// Keeps no channel without handlers, unless it is an open conversation's.
        mutating func tidy(_ channel: ChannelName) {
            if channel.anonymous == nil, slots[channel]?.isEmpty == true { slots[channel] = nil }
        }
    }

    /// What is around everything that this side sends.
    let outbound = OutboundTable<Peer>()
    private let state = Mutex(State())
    /// Whether there has been any handler, so that events pay nothing for the table of one client that has none.
    private let hasHandlers = Atomic(false)
    /// Whether there is any middleware, so that events pay nothing for it where there is none.
    private let middlewareFlag = Atomic(false)

    var hasMiddleware: Bool { middlewareFlag.load(ordering: .acquiring) }

    /// Whether nothing is registered.
    var isEmpty: Bool { state.withLock { $0.slots.isEmpty && $0.middleware.isEmpty } }

    /// Registers a handler; nothing happens for a reserved event, which never reaches one.
    func set(_ kind: HandlerKind, _ event: EventName, on channel: ChannelName, to handler: Handler<Peer>) {
        guard !ReservedEvent.isReserved(event, on: channel) else { return }
        change(event, on: channel) { slot, ticket in
            switch kind {
            case .on: slot.on = handler
            case .once: (slot.once, slot.onceTicket) = (handler, ticket)
            }
        }
    }

    func remove(_ kind: HandlerKind?, _ event: EventName, on channel: ChannelName) {
        change(event, on: channel) { slot, _ in
            if kind != .once { slot.on = nil }
            if kind != .on { slot.once = nil }
        }
    }

    /// Removes everything and takes no more, at the end of whoever the handlers belong to: they may hold it.
    func close() {
        let removed = state.withLock { state in
            defer { (state.slots, state.middleware, state.isClosed) = (Slots(), [], true) }
            return (state.slots, state.middleware)
        }
        withExtendedLifetime(removed) {}
        outbound.close()
    }

    func removeAll(on channel: ChannelName) {
        let removed = state.withLock { state in
            defer {
                state.slots[channel] = channel.anonymous != nil && state.slots[channel] != nil ? EventTable() : nil
            }
            return state.slots[channel]
        }
        withExtendedLifetime(removed) {}
    }

    /// Begins to take handlers for a conversation, until it ends.
    func open(_ conversation: AnonymousChannel) {
        state.withLock { state in
            if !state.isClosed { state.slots[ChannelName(conversation)] = EventTable() }
        }
        // Weak, because the table holds the conversation.
        conversation.forgetHandlers { [weak self] in self?.forget($0) }
    }

    /// Removes what was registered for a conversation that has ended, and takes no more for it.
    private func forget(_ conversation: AnonymousChannel) {
        let name = ChannelName(conversation)
        let removed = state.withLock { state in
            let middleware = state.middleware.filter { $0.channel == name }
            if !middleware.isEmpty { state.middleware.removeAll { $0.channel == name } }
            defer { state.slots[name] = nil }
            return (state.slots[name], middleware)
        }
        withExtendedLifetime(removed) {}
        outbound.forget(name)
    }

    /// Changes the slot of an event. What it held is let go after the lock, because letting go may run user code.
    private func change(
        _ event: EventName,
        on channel: ChannelName,
        _ body: (_ slot: inout Slot, _ ticket: Int) -> Void
    ) {
        let before: Slot? = state.withLock { state in
            guard !state.isClosed, state.takes(channel) else { return nil }
            state.lastTicket += 1
            let before = state.slots[channel, event]
            var slot = before ?? Slot()
            body(&slot, state.lastTicket)
            state.slots[channel, event] = slot.isEmpty ? nil : slot
            state.tidy(channel)
            return before
        }
        hasHandlers.store(true, ordering: .releasing)
        withExtendedLifetime(before) {}
    }

    /// Adds middleware behind what there is.
    func use(_ middleware: Middleware<Peer>) {
        state.withLock { state in
            let isTaken = middleware.channel.map(state.takes) ?? true
            if !state.isClosed, isTaken { state.middleware.append(middleware) }
        }
        middlewareFlag.store(true, ordering: .releasing)
    }

    /// What events of a channel pass through: what sees every channel, then what sees this one, each in order.
    func middleware(on channel: ChannelName, for peer: Peer) -> [MiddlewareStep] {
        guard hasMiddleware else { return [] }
        let middleware = state.withLock(\.middleware)
        return (middleware.filter { $0.channel == nil } + middleware.filter { $0.channel == channel })
            .map { $0.step(for: peer) }
    }

    /// The handler that would run now: the `once` one before the other.
    func candidate(for event: EventName, on channel: ChannelName) -> Candidate? {
        guard hasHandlers.load(ordering: .acquiring) else { return nil }
        return state.withLock { state in
            guard let slot = state.slots[channel, event] else { return nil }
            if let once = slot.once { return Candidate(handler: once, onceTicket: slot.onceTicket) }
            return slot.on.map { Candidate(handler: $0, onceTicket: nil) }
        }
    }

    /// Takes the candidate, so that a `once` handler runs for exactly one event.
    ///
    /// - Returns: false where another event has taken it or it has been replaced meanwhile.
    private func claim(_ ticket: Int, for event: EventName, on channel: ChannelName) -> Bool {
        state.withLock { state in
            guard var slot = state.slots[channel, event], slot.once != nil, slot.onceTicket == ticket else {
                return false
            }
            // The candidate keeps the handler, so that nothing is let go here.
            slot.once = nil
            state.slots[channel, event] = slot.isEmpty ? nil : slot
            state.tidy(channel)
            return true
        }
    }

    /// Takes the handler that is next in line for an event.
    ///
    /// A `once` handler to which the arguments do not convert stays, because no event reaches it: it will say so, and is
    /// there for the next one.
    ///
    /// - Returns: `nil` where there is no handler.
    func take(
        _ event: EventName,
        on channel: ChannelName,
        arguments: BorrowedArguments
    ) -> Handler<Peer>? {
        while let candidate = candidate(for: event, on: channel) {
            guard let ticket = candidate.onceTicket, candidate.handler.takes(arguments) else {
                return candidate.handler
            }
            if claim(ticket, for: event, on: channel) { return candidate.handler }
        }
        return nil
    }
}
