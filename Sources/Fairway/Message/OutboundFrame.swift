/// Encodes the messages of the protocol (wire protocol, table of messages).
enum OutboundFrame {
    /// An event of this side, after a check that its name is not reserved.
    static func event(_ event: some ChannelEvent, on channel: ChannelName) throws -> EncodedMessage {
        let name = event.eventName
        try ReservedEventError.check(name, on: channel)
        var writer = WireWriter(depth: 2)
        writer.writeRaw("{")
        writeHead(of: name, on: channel, to: &writer)
        return try finish(ArgumentWriter(writer), of: name) { arguments throws(ConversionError) in
            try event.writeArguments(to: &arguments)
        }
    }

    static func request(
        _ id: RequestID,
        _ event: EventName,
        on channel: ChannelName,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage {
        var writer = opened(id, depth: 2)
        writer.writeRaw(",")
        writeHead(of: event, on: channel, to: &writer)
        return try finish(ArgumentWriter(writer), of: event, write)
    }

    /// Writes the arguments and the end of the message.
    ///
    /// - Throws: an error that names event, argument and path.
    private static func finish(
        _ arguments: consuming ArgumentWriter,
        of event: EventName,
        _ write: (inout ArgumentWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage {
        do throws(ConversionError) {
            try write(&arguments)
        } catch {
            throw arguments.failure(error, of: event)
        }
        arguments.writer.writeRaw("]}")
        return EncodedMessage(bytes: arguments.writer.bytes)
    }

    static func answer(
        _ id: RequestID,
        value write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage {
        let bytes = try WireWriter.writeAll(depth: 1) { writer throws(ConversionError) in
            open(id, in: &writer)
            writer.writeRaw(",\"d\":")
            try writeReply("answer", to: &writer, write)
            writer.writeRaw("}")
        }
        return EncodedMessage(bytes: bytes)
    }

    /// Writes the value of an answer or of an error.
    ///
    /// - Throws: an error that names the path.
    static func writeReply<Result>(
        _ name: StaticString,
        to writer: inout WireWriter,
        _ write: (inout WireWriter) throws(ConversionError) -> Result
    ) throws(ConversionError) -> Result {
        let start = writer.valueStart
        do throws(ConversionError) {
            return try write(&writer)
        } catch {
            let path = writer.path(to: error, from: start)
            throw ConversionError(
                sending: "the \(name)\(path.isEmpty ? "" : " at '\(path)'") cannot be sent: \(error)",
                outline: "the \(name) cannot be sent: \(error.outline)"
            )
        }
    }

    static func acknowledgement(_ id: RequestID) -> EncodedMessage {
        var writer = opened(id, depth: 1)
        return closed(&writer)
    }

    /// The answer to one request as the answer to another.
    static func answer(_ message: EncodedMessage, to id: RequestID, for other: RequestID) -> EncodedMessage {
        let writer = opened(id, depth: 1)
        var other = opened(other, depth: 1)
        message.bytes.dropFirst(writer.count).withUnsafeBytes { other.writeRaw($0) }
        return EncodedMessage(bytes: other.bytes)
    }

    /// What is ended with a reason.
    enum Refused {
        /// A request of the peer's, which is rejected.
        case request(RequestID)
        /// An anonymous channel, which is aborted (item 19).
        case channel(Int)
    }

    /// A rejection or an abort by the runtime itself. It is an error object, so that no peer takes it for an error of the
    /// schema.
    static func refusal(of refused: Refused, _ reason: String) -> EncodedMessage {
        var writer = opened(refused)
        return closed(&writer, afterReason: reason)
    }

    static func rejection(_ id: RequestID, _ reason: String) -> EncodedMessage {
        refusal(of: .request(id), reason)
    }

    static func abort(channel: Int, _ reason: String) -> EncodedMessage {
        refusal(of: .channel(channel), reason)
    }

    /// A rejection or an abort with an error object (item 10).
    static func refusal(of refused: Refused, _ error: any PresentableError) throws(ConversionError) -> EncodedMessage {
        var writer = opened(refused)
        try writeReply("error", to: &writer) { writer throws(ConversionError) in
            writer.beginObject()
            try writer.writeField("message", error.message)
            try writer.writeField("code", error.code)
            try writer.writeField("details", error.details)
            writer.endObject()
        }
        writer.writeRaw(",\"_\":1")
        return closed(&writer)
    }

    /// A rejection or an abort with an error that the schema declares, as its plain value (item 10).
    ///
    /// - Parameter write: writes the error, where it is of the declared type, and says whether it is.
    /// - Returns: `nil` for an error that is not declared.
    static func refusal(
        of refused: Refused,
        _ error: any Error,
        _ write: FailureWriter?
    ) throws(ConversionError) -> EncodedMessage? {
        guard let write else { return nil }
        var writer = opened(refused)
        let isDeclared = try writeReply("error", to: &writer) { writer throws(ConversionError) in
            try write(error, &writer)
        }
        return isDeclared ? closed(&writer) : nil
    }

    static func cancellation(_ id: RequestID, _ reason: String) -> EncodedMessage {
        var writer = opened(id, depth: 1)
        writer.writeRaw(",\"x\":")
        return closed(&writer, afterReason: reason)
    }

    private static func closed(_ writer: inout WireWriter, afterReason reason: String) -> EncodedMessage {
        writer.writeRaw("{\"message\":")
        writer.writeString(reason)
        writer.writeRaw("},\"_\":1")
        return closed(&writer)
    }

    static func opened(_ id: RequestID, depth: Int) -> WireWriter {
        var writer = WireWriter(depth: depth)
        open(id, in: &writer)
        return writer
    }

    private static func open(_ id: RequestID, in writer: inout WireWriter) {
        writer.writeRaw("{\"i\":")
        writer.writeNumber(id.rawValue)
    }

    private static func opened(_ refused: Refused) -> WireWriter {
        switch refused {
        case .request(let id):
            var writer = opened(id, depth: 1)
            writer.writeRaw(",\"e\":")
            return writer
        case .channel(let number):
            var writer = opened(channel: number, capacity: 64, depth: 1)
            writer.writeRaw("\"x\":")
            return writer
        }
    }

    private static func writeHead(of event: EventName, on channel: ChannelName, to writer: inout WireWriter) {
        if let anonymous = channel.anonymous {
            writer.writeRaw("\"h\":")
            writer.writeNumber(anonymous.number)
            writer.writeRaw(",")
        } else if channel != .main {
            writer.writeRaw("\"c\":")
            writer.writeString(channel.rawValue)
            writer.writeRaw(",")
        }
        writer.writeRaw("\"a\":[")
        writer.writeString(event.rawValue)
    }

    static func closed(_ writer: inout WireWriter) -> EncodedMessage {
        writer.writeRaw("}")
        return EncodedMessage(bytes: writer.bytes)
    }
}

extension WireWriter {
    /// Writes a number as it stands, without a comma before it or before the value after it.
    mutating func writeNumber(_ number: Int) {
        needsComma = false
        appendInteger(magnitude: UInt64(number.magnitude), isNegative: number < 0)
        needsComma = false
    }
}
