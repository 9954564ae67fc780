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
    /// What happens where there is no room in it ``ConnectionConfiguration/outboundOverflow`` says.
    ///
    /// What one task emits arrives in that order.
    ///
    /// - Parameter delivery: what becomes of the event where the other side does not keep up.
    /// - Throws: ``ConversionError``, ``EmitError`` (not where the event is volatile), ``ReservedEventError`` or, where
    ///   the task is cancelled, `CancellationError`, each before anything is queued.
    public func emit(_ event: Outgoing, delivery: Delivery = .reliable) async throws {
        try Task.checkCancellation()
        let steps = route.outboundSteps
        if steps.isEmpty {
            try await route.send(event, delivery)
        } else {
            try await route.emit(event, delivery, through: steps)
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
        try await route.request(event, timeout: timeout, arguments: write, answer: answer)
    }
}
