/// An event or a request that has come, as what runs for it knows it.
@usableFromInline
struct Arrival: Sendable {
    let channel: ChannelName
    let event: EventName
    /// The request's number; `nil` for a plain event.
    let requestID: RequestID?
    /// The connection on which it came.
    let connection: Connection

    init(_ event: InboundEvent, on connection: Connection) {
        channel = event.channel
        self.event = event.name
        requestID = event.requestID
        self.connection = connection
    }

    /// The answer with which a handler's request ends; `nil` for a plain event.
    ///
    /// - Throws: an error that names the path, where the wire has no form for the value.
    @inlinable
    func answer<Answer>(
        _ value: Answer,
        _ encoding: AnswerEncoding<Answer>
    ) throws(ConversionError) -> EncodedMessage? {
        guard let write = encoding.write else { return acknowledgement }
        return try answer { writer throws(ConversionError) in try write(value, &writer) }
    }

    @usableFromInline var acknowledgement: EncodedMessage? { requestID.map(OutboundFrame.acknowledgement) }

    @usableFromInline
    func answer(
        _ write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage? {
        guard let requestID else { return nil }
        return try OutboundFrame.answer(requestID, value: write)
    }
}
