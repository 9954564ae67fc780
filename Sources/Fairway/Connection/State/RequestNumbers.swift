/// Which end of a connection this is.
enum ConnectionSide: Sendable {
    case client
    case server

    /// The numbers of this side's requests that open channels (wire protocol, item 14).
    var channelNumbers: Range<Int> {
        switch self {
        case .client: 1 << 29..<1 << 30
        case .server: 1 << 30..<1 << 31
        }
    }
}

/// Counts this side's requests (wire protocol, item 14).
///
/// Those that open channels have a range of their own, because the JavaScript library keeps the channels of both sides in
/// one table. The other requests pass over both sides' ranges.
struct RequestNumbers: Hashable {
    private static let reserved =
        ConnectionSide.client.channelNumbers
        .lowerBound..<ConnectionSide.server
        .channelNumbers.upperBound

    private var lastPlain: Int
    private var channelNumbers: Range<Int>

    /// - Parameters:
    ///   - lastPlain: the last number that a plain request has had.
    ///   - channels: the numbers that are left for requests which open channels; `nil` means all of the side's.
    init(_ side: ConnectionSide, lastPlain: Int = 0, channels: Range<Int>? = nil) {
        self.lastPlain = lastPlain
        channelNumbers = channels ?? side.channelNumbers
    }

    /// The number of the next request, which none has had; `nil` where no number is left.
    mutating func next(opensChannel: Bool) -> RequestID? {
        guard !opensChannel else { return channelNumbers.popFirst().flatMap(RequestID.init(rawValue:)) }
        let number = lastPlain + 1
        let id = RequestID(rawValue: Self.reserved.contains(number) ? Self.reserved.upperBound : number)
        if let id { lastPlain = id.rawValue }
        return id
    }
}
