/// Something to which events are emitted and of which requests are made: the other side, on one channel.
public protocol RemoteSide: Sendable {
    /// What may be emitted to the other side.
    associatedtype Outgoing: ChannelEvent
    /// The way there.
    var route: Route { get }
}

/// The other side's end of a channel, as handlers get it.
public protocol RemoteChannel<Binding>: RemoteSide {
    /// The channel's types.
    associatedtype Binding: ChannelTypes
    /// The way of what the other side sends.
    associatedtype Direction: EventDirection
    /// What stands for the connection to the other side.
    associatedtype Peer: Sendable
    /// The other side's end of a channel of that name.
    init(_ peer: Peer, channel: ChannelName)
}

/// The way to the other side's end of a channel; opaque.
public struct Route: Sendable, Hashable {
    enum Link: Sendable, Hashable {
        case toServer(FairwayClient)
        case toClient(Client)
    }

    let link: Link
    let channel: ChannelName
}

extension RemoteSide {
    /// Sends an event and returns when it is in the outbound buffer, not when it is delivered.
    ///
    /// What one task emits arrives in that order.
    ///
    /// - Parameter delivery: what becomes of the event where the other side does not keep up.
    /// - Throws: ``ConversionError``, ``EmitError`` (not where the event is volatile), ``ReservedEventError`` or, where
    ///   the task is cancelled, `CancellationError`, each before anything is queued.
    public func emit(_ event: Outgoing, delivery: Delivery = .reliable) async throws {
        try Task.checkCancellation()
        let message = try OutboundFrame.event(event, on: route.channel)
        if let conversation = route.channel.anonymous { return try emit(message, in: conversation, delivery) }
        switch route.link {
        case .toServer(let client): try client.emit(message, delivery)
        case .toClient(let client): try client.emit(message, delivery)
        }
    }

    private func emit(_ message: EncodedMessage, in conversation: AnonymousChannel, _ delivery: Delivery) throws {
        let connection = conversation.connection
        switch delivery {
        case .reliable:
            guard let connection else { throw EmitError.channelClosed }
            try connection.emit(message, on: conversation)
        case .volatile:
            guard connection?.offer(message, on: conversation) != true else { return }
            switch route.link {
            case .toServer(let client): client.noteDropped()
            case .toClient(let client): client.noteDropped()
            }
        }
    }

    /// Makes a request and waits for its answer (wire protocol, Asking, item 13). Generated code calls it.
    ///
    /// Cancelling the task cancels the request on both sides.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait; `nil` takes what the client or server is configured with.
    ///   - conversion: how numbers in the answer become integers.
    ///   - failure: the error that the schema lets the other side answer with instead.
    ///   - constraint: what the schema demands of the answer.
    ///   - write: writes the arguments.
    /// - Throws: `failure`, ``RemoteError`` for any other rejection, ``RequestError``, ``ConversionError``,
    ///   ``ReservedEventError`` or `CancellationError`.
    @inlinable
    public func request<Answer: WireDecodable, Failure: WireCodable & Error>(
        _ event: EventName,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        where constraint: Constraint<Answer> = .unconstrained,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in }
    ) async throws -> Answer {
        try await request(
            event,
            timeout: timeout,
            arguments: write,
            answer: .value(conversion, throws: failure, where: constraint)
        )
    }

    /// Makes a request that is acknowledged without a value. Generated code calls it.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait; `nil` takes what the client or server is configured with.
    ///   - conversion: how numbers in the declared error become integers.
    ///   - failure: the error that the schema lets the other side answer with instead.
    ///   - write: writes the arguments.
    /// - Throws: as the other request.
    @inlinable
    public func request<Failure: WireCodable & Error>(
        _ event: EventName,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in }
    ) async throws {
        try await request(
            event,
            timeout: timeout,
            arguments: write,
            answer: .acknowledgement(conversion, throws: failure)
        )
    }

    @usableFromInline
    func request<Answer>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Answer>
    ) async throws -> Answer {
        let connection = try route.connection(for: event)
        let request = OutboundRequest(channel: route.channel, event: event, timeout: timeout)
        return try await connection.request(request, answer: answer, arguments: write)
    }
}

extension Route {
    /// The connection on which a request for this event is made.
    ///
    /// - Throws: `CancellationError`, ``ReservedEventError``, or ``RequestError`` where there is none.
    func connection(for event: EventName) throws -> Connection {
        try Task.checkCancellation()
        try ReservedEventError.check(event, on: channel)
        if let conversation = channel.anonymous {
            guard let connection = conversation.connection else { throw RequestError.channelClosed }
            return connection
        }
        switch link {
        case .toServer(let client): return try client.openConnection()
        case .toClient(let client): return client.connection
        }
    }
}
