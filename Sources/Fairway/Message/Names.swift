/// The name of a channel on the wire; the main channel's is empty (wire protocol, Reading, item 5).
///
/// That of a conversation's channel, which has only a number, is made by Fairway: it is like no other, and nobody else's
/// channel has it.
public struct ChannelName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    private enum Kind: Sendable, Hashable {
        case named(String)
        case anonymous(AnonymousChannel)
    }

    private let kind: Kind

    /// The channel of that name.
    public init(_ rawValue: String) {
        kind = .named(rawValue)
    }

    /// The channel of that name.
    public init(stringLiteral value: String) {
        kind = .named(value)
    }

    init(_ channel: AnonymousChannel) {
        kind = .anonymous(channel)
    }

    /// The channel without a name.
    public static let main = ChannelName("")

    /// The name as it is on the wire; of a conversation's channel, `#` and its number.
    public var rawValue: String {
        switch kind {
        case .named(let name): name
        case .anonymous(let channel): "#\(channel.number)"
        }
    }

    /// The channel of a conversation; `nil` for one that has a name.
    var anonymous: AnonymousChannel? {
        if case .anonymous(let channel) = kind { channel } else { nil }
    }

    /// The name; empty for the main channel.
    public var description: String { rawValue }

    /// What a sentence about an event says of its channel: nothing for the main one.
    var place: String { self == .main ? "" : " on channel '\(citation(of: rawValue))'" }
}

/// The name of an event on the wire: not empty, and on the main channel none of ``ReservedEvent``.
public struct EventName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is on the wire.
    public let rawValue: String

    /// The event of that name.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The event of that name.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// The name.
    public var description: String { rawValue }

    /// The name as a sentence has it, which is not long.
    var cited: String { citation(of: rawValue) }
}

/// What ties an answer to its request: a positive integer below 2^53, each side counting its own.
public struct RequestID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int

    /// - Returns: `nil` unless the number is positive and below 2^53.
    public init?(rawValue: Int) {
        guard rawValue > 0, rawValue < 1 << 53 else { return nil }
        self.rawValue = rawValue
    }

    /// The number in digits.
    public var description: String { "\(rawValue)" }
}

/// A name as a sentence has it: cut where a peer made it long, so that refusing it costs no more than a short one.
private func citation(of name: String) -> String {
    guard name.utf8.count > 200 else { return name }
    return String(String.UnicodeScalarView(name.unicodeScalars.prefix(200))) + "…"
}
