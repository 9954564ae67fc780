/// The bounds of the connections of a listener or a client, which all of them share.
final class LinkBounds: Sendable {
    let options: WebSocketOptions
    let pings: PingAllowance.Limits

    init(_ options: WebSocketOptions) {
        self.options = options
        pings = PingAllowance.Limits(options)
    }
}
