/// An event or a request that has come, as what runs for it knows it.
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
}
