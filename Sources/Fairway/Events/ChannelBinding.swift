/// The types of what may be emitted on a channel of a schema.
public protocol ChannelTypes: Sendable {
    /// What a server may emit.
    associatedtype ServerEvent: ChannelEvent = NoEvent
    /// What a client may emit.
    associatedtype ClientEvent: ChannelEvent = NoEvent
}

/// A channel of a schema: its types and its name.
///
/// Generated code declares one for each channel, such as `Chat.Room`, and `server[Chat.Room.self]` or
/// `client[Chat.Room.self]` give the channel with its types.
public protocol ChannelBinding: ChannelTypes {
    /// The name on the wire.
    static var channelName: ChannelName { get }
}

/// A conversation of a schema: a channel without a name, which a request opens and which belongs to one client.
public protocol ConversationBinding: ChannelTypes {}

/// An event with its arguments, as a value: it can be emitted, broadcast, recorded and compared.
public protocol ChannelEvent: Sendable, Hashable {
    /// The name on the wire.
    var eventName: EventName { get }

    /// Writes the arguments in the order of the schema.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for one of them.
    func writeArguments(to arguments: inout ArgumentWriter) throws(ConversionError)
}

/// What may be emitted where a schema declares nothing to emit.
public enum NoEvent: ChannelEvent {
    /// Never called, because there is no value.
    public var eventName: EventName {
        switch self {}
    }

    /// Never called, because there is no value.
    public func writeArguments(to arguments: inout ArgumentWriter) throws(ConversionError) {
        switch self {}
    }
}
