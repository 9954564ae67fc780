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
        let length = event.rawValue.utf8.count
        return names.contains { $0.utf8.count == length && $0 == event.rawValue }
    }

    private static let names = allCases.map(\.rawValue)
}
