/// What a series or a span is called.
enum MetricName: Sendable, Hashable {
    case event(ChannelName, EventName)
    /// One of more names than are told apart.
    case other
    /// A name for which there is no handler, which the peer may have made up.
    case unknown

    /// What an event is called; those of all conversations have one channel, because their numbers do not end.
    static func of(_ channel: ChannelName, _ event: EventName) -> MetricName {
        .event(channel.anonymous == nil ? channel : "#", event)
    }

    var dimensions: [(String, String)] {
        switch self {
        case .event(let channel, let event): [("channel", channel.rawValue), ("event", event.rawValue)]
        case .other: [("channel", ""), ("event", "other")]
        case .unknown: [("channel", ""), ("event", "unknown")]
        }
    }

    /// The channel, a slash and the event.
    var spanName: String {
        switch self {
        case .event(let channel, let event): "\(channel)/\(event)"
        case .other: "/other"
        case .unknown: "/unknown"
        }
    }
}
