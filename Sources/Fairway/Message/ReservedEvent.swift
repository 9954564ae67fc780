/// The events that the protocol keeps for itself on the main channel (wire protocol, Reading, item 5).
///
/// They never reach a handler and cannot be emitted there; their registrations are `onOpen`, `onError`, `onMessage`
/// and `onClose`. On named channels the names are free.
public enum ReservedEvent: String, Sendable, Hashable, CaseIterable {
    /// The connection is open; the same as ``connect``.
    case open
    /// The connection is open; the same as ``open``.
    case connect
    /// Something went wrong.
    case error
    /// A message came.
    case message
    /// The connection has ended; the same as ``disconnect``.
    case close
    /// The connection has ended; the same as ``close``.
    case disconnect

    /// Whether an event of that name on that channel is the protocol's own.
    static func isReserved(_ event: EventName, on channel: ChannelName) -> Bool {
        guard channel == .main else { return false }
        // The lengths first, which most names do not have.
        switch event.rawValue.utf8.count {
        case 4...7, 10: return ReservedEvent(rawValue: event.rawValue) != nil
        default: return false
        }
    }
}
