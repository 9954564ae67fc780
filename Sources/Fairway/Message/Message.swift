/// An inbound event or request as the `onMessage` hook sees it, before it is dispatched.
public struct Message: Sendable {
    /// The channel it came on.
    public let channel: ChannelName
    /// The event's name.
    public let event: EventName
    /// The arguments as they came.
    public let arguments: RawArguments
    /// The request's number; `nil` for a plain event.
    public let requestID: RequestID?
    let processing: Latch

    /// Returns when the message has been processed: its handler has ended, or there was none, or it was refused.
    ///
    /// Returns early where the waiting task is cancelled.
    public func processed() async {
        await processing.wait()
    }
}
