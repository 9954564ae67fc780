/// A number as JSON writes it, kept as its text, so that no digit of it is lost.
///
/// Two numbers are equal where their texts are: `3` and `3.0` are not.
public struct JSONNumber: Sendable, Hashable {
    /// The number's text, which matches JSON's grammar.
    public let text: String

    init(unchecked text: String) {
        self.text = text
    }

    /// A number from its text, or `nil` where that is not a JSON number.
    public init?(_ text: String) {
        var text = text
        let matches = text.withUTF8 { buffer in
            (try? WireBytes(UnsafeRawBufferPointer(buffer)).scanNumber(from: 0)) == buffer.count
        }
        guard matches else { return nil }
        self.text = text
    }

    /// An integer.
    public init(_ value: some BinaryInteger) {
        text = String(value)
    }

    /// A number from a `Double`, or `nil` for one that is not finite.
    public init?(_ value: Double) {
        var writer = WireWriter(capacity: 32)
        do throws(ConversionError) {
            try writer.writeDouble(value)
        } catch {
            return nil
        }
        text = String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The nearest `Double`, or `nil` where the number is beyond its range.
    public var double: Double? {
        read { (reader: inout WireReader) throws(ConversionError) in try reader.readDouble() }
    }

    /// The number as an integer of this type, or `nil` where it has decimals or does not fit.
    public func integer<Value: FixedWidthInteger>(as type: Value.Type = Value.self) -> Value? {
        let low = Int64(clamping: Value.min)
        let high = UInt64(clamping: Value.max)
        return read { (reader: inout WireReader) throws(ConversionError) in
            Value(truncatingIfNeeded: try reader.readInteger(from: low, through: high))
        }
    }

    private func read<Value>(_ body: (inout WireReader) throws(ConversionError) -> Value) -> Value? {
        var text = text
        return text.withUTF8 { buffer in
            var reader = WireReader(UnsafeRawBufferPointer(buffer))
            return try? body(&reader)
        }
    }
}

extension JSONNumber: WireCodable {
    /// Reads any number.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        text = try reader.readNumberText()
    }

    /// Writes the number as it was.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.appendNumberText(text)
    }
}

extension JSONNumber: CustomStringConvertible {
    /// The number's text.
    public var description: String { text }
}
