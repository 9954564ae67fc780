/// Writes the arguments of one event, in order, behind its name.
///
/// Trailing `nil` arguments are left out and inner ones are `null` (bindings, Sending).
public struct ArgumentWriter: ~Copyable {
    @usableFromInline var writer: WireWriter
    @usableFromInline var pendingNulls = 0
    @usableFromInline var place = 0
    /// What the argument that was added last is called, where it has a name.
    @usableFromInline var name: StaticString?
    /// Where that argument begins.
    @usableFromInline var start = 0

    /// - Parameter writer: stands right after the event's name.
    init(_ writer: consuming WireWriter) {
        self.writer = writer
    }

    /// Adds one argument, which errors call by its name.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for the value.
    @inlinable
    public mutating func append<Value: WireEncodable>(
        _ value: Value,
        as name: StaticString
    ) throws(ConversionError) {
        guard begin(name, isNull: value.isNull) else { return }
        try writer.write(value)
    }

    /// Adds one argument, which errors call by its name.
    ///
    /// - Throws: ``ConversionError`` where the value breaks the constraint, or the wire has no form for it.
    @inlinable
    public mutating func append<Value: WireEncodable>(
        _ value: Value,
        as name: StaticString,
        where constraint: Constraint<Value>
    ) throws(ConversionError) {
        guard begin(name, isNull: value.isNull) else { return }
        try writer.write(value, where: constraint)
    }

    /// Adds one argument without a name, which errors call by its place, counted from 1.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for the value.
    @inlinable
    public mutating func append<Value: WireEncodable>(_ value: Value) throws(ConversionError) {
        guard begin(nil, isNull: value.isNull) else { return }
        try writer.write(value)
    }

    /// Takes note of the argument that comes next.
    ///
    /// - Returns: whether it is to be written now.
    @usableFromInline
    mutating func begin(_ name: StaticString?, isNull: Bool) -> Bool {
        place += 1
        self.name = name
        guard !isNull else {
            pendingNulls += 1
            return false
        }
        while pendingNulls > 0 {
            writer.writeNull()
            pendingNulls -= 1
        }
        start = writer.valueStart
        return true
    }

    /// What to tell of an event that cannot be sent: the argument, the path inside it and what is wrong there.
    mutating func failure(_ error: ConversionError, of event: EventName) -> ConversionError {
        let refused = "'\(event)' cannot be sent"
        guard place > 0 else {
            return ConversionError(sending: "\(refused): \(error)", outline: "\(refused): \(error.outline)")
        }
        let name = self.name.map { "\($0)" } ?? "\(place)"
        let path = writer.path(to: error, from: start)
        let detail = path.isEmpty ? "" : " at '\(name)\(path)'"
        return ConversionError(
            sending: "\(refused): argument '\(name)'\(detail): \(error)",
            outline: "\(refused): argument '\(name)': \(error.outline)"
        )
    }
}
