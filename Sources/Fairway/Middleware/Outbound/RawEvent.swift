/// An event with its arguments as they have come out of middleware.
struct RawEvent: ChannelEvent {
    let eventName: EventName
    let arguments: RawArguments

    func writeArguments(to writer: inout ArgumentWriter) {
        arguments.write(to: &writer)
    }
}

extension RawArguments {
    /// Encodes the arguments of an event.
    ///
    /// - Throws: an error that names event, argument and path.
    init(
        of event: EventName,
        _ write: (inout ArgumentWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) {
        var writer = ArgumentWriter(WireWriter(depth: 2))
        do throws(ConversionError) {
            try write(&writer)
        } catch {
            throw writer.failure(error, of: event)
        }
        bytes = [UInt8(ascii: "[")] + writer.writer.bytes + [UInt8(ascii: "]")]
    }

    /// Writes the arguments as they are.
    func write(to writer: inout ArgumentWriter) {
        // The first byte and the last are the brackets of the array, whichever way it was made.
        let elements = bytes.dropFirst().dropLast()
        guard elements.contains(where: { !" \t\r\n".utf8.contains($0) }) else { return }
        elements.withUnsafeBytes { writer.writer.writeRawValue($0) }
    }

    /// Reads the arguments of an event.
    ///
    /// - Throws: ``ArgumentError`` where they do not convert.
    func read<Value>(
        as event: EventName,
        on channel: ChannelName,
        _ body: (inout ArgumentReader) throws(ConversionError) -> Value
    ) throws(ArgumentError) -> Value {
        let result: Result<Value, ArgumentError> = following.withUnsafeBytes { bytes in
            var reader = ArgumentReader(WireReader(bytes, depth: 2))
            do throws(ConversionError) {
                return .success(try body(&reader))
            } catch {
                return .failure(reader.mismatch(error, of: event, on: channel))
            }
        }
        return try result.get()
    }
}
