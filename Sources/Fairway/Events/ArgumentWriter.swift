/// Writes the arguments of one event, in order, behind its name.
///
/// Trailing `nil` arguments are left out and inner ones are `null` (bindings, Sending).
public struct ArgumentWriter: ~Copyable {
    @usableFromInline var writer: WireWriter
    @usableFromInline var pendingNulls = 0

    /// - Parameter writer: stands right after the event's name.
    init(_ writer: consuming WireWriter) {
        self.writer = writer
    }

    /// Adds one argument.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for the value.
    @inlinable
    public mutating func append<Value: WireEncodable>(_ value: Value) throws(ConversionError) {
        if value.isNull {
            pendingNulls += 1
            return
        }
        while pendingNulls > 0 {
            writer.writeNull()
            pendingNulls -= 1
        }
        try writer.write(value)
    }
}
