/// Reads the arguments of one event, in order, straight from the bytes that came.
///
/// Borrowed for the length of one call; it cannot be copied or kept.
public struct ArgumentReader: ~Copyable {
    @usableFromInline var reader: WireReader
    private var isExhausted = false
    private var place = 0
    private var name: String?
    /// Holds the bytes, where they are not lent.
    private var kept: MessageBytes?
    /// Where the argument that was read last begins.
    private(set) var argumentStart: Int

    /// - Parameter reader: stands right after the event's name.
    init(_ reader: consuming WireReader) {
        argumentStart = reader.offset
        self.reader = reader
    }

    init(_ arguments: BorrowedArguments, conversion: Conversion) {
        self.init(WireReader(arguments.bytes, at: arguments.start, conversion: conversion, depth: 2))
        kept = arguments.kept
    }

    /// What to call the argument that was read last: its name, or its place counted from 1.
    var argumentName: String { name ?? "\(place)" }

    /// Reads the next argument; one that is missing at the end is `nil` for an optional and an error for the rest.
    @inlinable
    public mutating func next<Value: WireDecodable>(
        _ name: String
    ) throws(ConversionError) -> Value {
        note(name)
        return try next(Value.self)
    }

    /// Reads the next argument; where it is `null` or missing at the end, the default stands in.
    @inlinable
    public mutating func next<Value: WireDecodable>(
        _ name: String,
        default value: @autoclosure () -> Value
    ) throws(ConversionError) -> Value {
        note(name)
        guard try advance() else { return value() }
        return try reader.read(ifNull: value())
    }

    /// Reads the next argument; throws where it breaks the constraint.
    @inlinable
    public mutating func next<Value: WireDecodable>(
        _ name: String,
        where constraint: Constraint<Value>
    ) throws(ConversionError) -> Value {
        note(name)
        guard try advance() else { return try ConversionError.absent(Value.self, at: reader.offset) }
        return try reader.read(where: constraint)
    }

    /// Reads the next argument; where it is `null` or missing at the end, the default, which is not checked, stands in.
    @inlinable
    public mutating func next<Value: WireDecodable>(
        _ name: String,
        default value: @autoclosure () -> Value,
        where constraint: Constraint<Value>
    ) throws(ConversionError) -> Value {
        note(name)
        guard try advance() else { return value() }
        return try reader.read(ifNull: value(), where: constraint)
    }

    /// Reads the next argument, which has no name.
    @inlinable
    mutating func next<Value: WireDecodable>(_ type: Value.Type) throws(ConversionError) -> Value {
        guard try advance() else { return try ConversionError.absent(Value.self, at: reader.offset) }
        return try reader.read()
    }

    /// Takes note of how the argument is called that is read next.
    @usableFromInline
    mutating func note(_ name: String) {
        self.name = name
    }

    /// Whether nothing follows but further arguments, which nobody takes, and the end of the array and of the message.
    mutating func isAtEndOfMessage() -> Bool {
        do throws(ConversionError) {
            while reader.peek() == ASCII.comma {
                reader.offset += 1
                try reader.skipValue()
            }
        } catch {
            return false
        }
        guard reader.peek() == UInt8(ascii: "]") else { return false }
        reader.offset += 1
        guard reader.peek() == ASCII.closeBrace else { return false }
        reader.offset += 1
        return reader.isAtEnd()
    }

    /// Says which argument did not convert.
    func mismatch(_ error: ConversionError, of event: EventName, on channel: ChannelName) -> ArgumentError {
        ArgumentError(
            error,
            of: argumentName,
            startingAt: argumentStart,
            event: event,
            channel: channel,
            in: reader.bytes.slice(from: 0, to: reader.bytes.count)
        )
    }

    /// Moves to the next argument.
    ///
    /// - Returns: false where there is none.
    @usableFromInline
    mutating func advance() throws(ConversionError) -> Bool {
        place += 1
        guard !isExhausted else { return false }
        let separator = reader.peek()
        argumentStart = reader.offset
        guard separator == UInt8(ascii: ",") else {
            isExhausted = true
            return false
        }
        reader.offset += 1
        _ = reader.peek()
        argumentStart = reader.offset
        return true
    }
}

extension ConversionError {
    /// What an argument that is not there means, or an error in the words with which its type refuses a `null`.
    @usableFromInline
    static func absent<Value: WireDecodable>(_ type: Value.Type, at offset: Int) throws(ConversionError) -> Value {
        guard let value = Value.absent else { throw missing(type, at: offset) }
        return value
    }

    private static func missing<Value: WireDecodable>(_ type: Value.Type, at offset: Int) -> ConversionError {
        let null: [UInt8] = Array("null".utf8)
        return null.withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            do throws(ConversionError) {
                _ = try Value(reading: &reader)
                return ConversionError(expected: "a value", at: offset)
            } catch {
                guard case .mismatch(let expected) = error.problem else {
                    return ConversionError(expected: "a value", at: offset)
                }
                return ConversionError(expected: expected, at: offset)
            }
        }
    }
}
