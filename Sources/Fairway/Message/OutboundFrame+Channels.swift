/// The messages of anonymous channels (wire protocol, Anonymous channels).
extension OutboundFrame {
    /// The answer that opens a channel.
    static func openedChannel(_ id: RequestID) -> EncodedMessage {
        var writer = opened(id, depth: 1)
        writer.writeRaw(",\"h\":1")
        return closed(&writer)
    }

    /// The end of a conversation in good order.
    static func close(channel: Int) -> EncodedMessage {
        var writer = opened(channel: channel, capacity: 48, depth: 1)
        writer.writeRaw("\"x\":")
        writer.writeString(ConversationEnd.closingWords)
        return closed(&writer)
    }

    /// Asks for the first value of a stream.
    static func start(channel: Int) -> EncodedMessage {
        var writer = opened(channel: channel, capacity: 48, depth: 1)
        writer.writeRaw("\"a\":[\"start\"]")
        return closed(&writer)
    }

    /// Grants credit for so many values (item 21).
    static func credit(channel: Int, _ values: Int) -> EncodedMessage {
        var writer = opened(channel: channel, capacity: 48, depth: 1)
        writer.writeRaw("\"a\":[\"credit\",")
        writer.writeNumber(values)
        writer.writeRaw("]")
        return closed(&writer)
    }

    /// One value of a stream.
    ///
    /// - Throws: an error that names the path.
    static func next(
        channel: Int,
        value write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage {
        var writer = opened(channel: channel, capacity: 128, depth: 3)
        writer.writeRaw("\"a\":[\"next\",{\"value\":")
        try writeReply("value", to: &writer, write)
        writer.writeRaw(",\"done\":false}]")
        return closed(&writer)
    }

    /// The end of a stream.
    static func done(channel: Int) -> EncodedMessage {
        var writer = opened(channel: channel, capacity: 64, depth: 1)
        writer.writeRaw("\"a\":[\"next\",{\"done\":true}]")
        return closed(&writer)
    }

    static func opened(channel: Int, capacity: Int, depth: Int) -> WireWriter {
        var writer = WireWriter(capacity: capacity, depth: depth)
        writer.writeRaw("{\"h\":")
        writer.writeNumber(channel)
        writer.writeRaw(",")
        return writer
    }
}
