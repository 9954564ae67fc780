import Synchronization

/// One event's or request's way through the outbound middleware to the connection.
final class Departure: Sendable {
    /// How often a request may be made: a second time where the first has failed.
    private static let maximumAttempts = 2

    let channel: ChannelName
    let event: EventName
    let isRequest: Bool
    private let send: @Sendable (Departure, RawArguments) async throws -> OutboundReply
    private let attempts = Mutex(0)

    /// - Parameter send: sends it, with the arguments as they have come out of the middleware, and waits for its end.
    init(
        _ event: EventName,
        on channel: ChannelName,
        isRequest: Bool,
        send: @escaping @Sendable (Departure, RawArguments) async throws -> OutboundReply
    ) {
        self.channel = channel
        self.event = event
        self.isRequest = isRequest
        self.send = send
    }

    /// Goes through these steps, then to the connection.
    func run(_ arguments: RawArguments, through steps: ArraySlice<OutboundStep>) async throws -> OutboundReply {
        guard let step = steps.first else { return try await attempt(arguments) }
        return try await step.body(self, arguments) { [self] arguments in
            try await run(arguments, through: steps.dropFirst())
        }
    }

    private func attempt(_ arguments: RawArguments) async throws -> OutboundReply {
        try attempts.withLock { attempts in
            guard attempts < (isRequest ? Self.maximumAttempts : 1) else { throw AlreadySent() }
            attempts += 1
        }
        do {
            return try await send(self, arguments)
        } catch {
            // Nothing of an event has been sent then, so that it may come again.
            if !isRequest { attempts.withLock { $0 -= 1 } }
            throw error
        }
    }
}
