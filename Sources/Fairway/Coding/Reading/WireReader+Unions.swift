/// Which case of a union comes next.
public struct UnionCursor: ~Copyable {
    /// The case's place in the list of declared ones; `nil` for a name that is not declared.
    public let index: Int?
    private let table: FieldNames.Table
    /// The name where it is not declared, and else empty.
    private let foreignName: String
    /// Where the union starts.
    let start: Int
    /// The field that carries the case; `nil` where the case is the object's only key.
    let discriminator: String?

    init(index: Int?, table: FieldNames.Table, foreignName: String, start: Int, discriminator: String? = nil) {
        self.index = index
        self.table = table
        self.foreignName = foreignName
        self.start = start
        self.discriminator = discriminator
    }

    /// The name of the case on the wire.
    public var name: String { index.map { table.names[$0] } ?? foreignName }

    /// What a person is told of the declared cases.
    var declaredNames: String {
        let names = table.names.prefix(8).map { "'\(BoundedText.escaped($0))'" }.joined(separator: ", ")
        return "one of \(names)\(table.names.count > 8 ? ", …" : "")"
    }
}

extension WireReader {
    /// Opens an object whose only key is the name of a union's case; the case's value comes next.
    ///
    /// Throws where the object is empty. `closeUnion(_:)` is due after the value.
    public mutating func openUnion(_ names: FieldNames) throws(ConversionError) -> UnionCursor {
        var object = try openObject(names)
        guard try advance(in: &object) else {
            let refusal = ValueRefusal(expected: "an object with exactly one key", found: "an empty object")
            throw ConversionError(refusal, at: object.start)
        }
        return try readCase(of: names, in: object.start, hasValue: true)
    }

    /// Closes the object of a union's case; throws where a second key follows.
    public mutating func closeUnion(_ union: borrowing UnionCursor) throws(ConversionError) {
        skipWhitespace()
        if bytes[offset] == ASCII.closeBrace {
            offset += 1
            depth &-= 1
            return
        }
        guard bytes[offset] == ASCII.comma else {
            throw bytes.malformed("expected '}' after a union's case", at: offset)
        }
        offset += 1
        skipWhitespace()
        guard bytes[offset] == ASCII.quote else { throw bytes.malformed("expected a key in an object", at: offset) }
        let key = BoundedText.escaped(try readString())
        let refusal = ValueRefusal(expected: "an object with exactly one key", found: "a second key \"\(key)\"")
        throw ConversionError(refusal, at: union.start)
    }

    /// Finds the case of a union in a field of the object that comes next, without consuming anything of it.
    ///
    /// `discriminator` holds the name of that one field. Throws where it is missing, given twice or no string.
    public mutating func peekUnion(
        _ names: FieldNames,
        discriminator: FieldNames
    ) throws(ConversionError) -> UnionCursor {
        skipWhitespace()
        var ahead = sibling(at: offset)
        var object = try ahead.openObject(discriminator)
        guard try ahead.nextField(in: &object) != nil else { throw missing(0, in: object) }
        guard ahead.peek() == ASCII.quote else { throw mismatch("a string", at: ahead.offset) }
        // A second case, which somebody else might read instead, is noticed when the object itself is read.
        self.discriminator = (discriminator.table, offset)
        return try ahead.readCase(
            of: names,
            in: offset,
            hasValue: false,
            discriminator: discriminator.table.names.first
        )
    }

    /// Reads the object of a case that is not declared, without the field that carries the case.
    public mutating func readUnrecognized(_ union: borrowing UnionCursor) throws(ConversionError) -> JSONValue {
        let value: JSONValue = try read()
        guard case .object(var fields) = value, let discriminator = union.discriminator else { return value }
        fields[discriminator] = nil
        return .object(fields)
    }

    /// The error for a case that a frozen union does not declare.
    @inline(never)
    public func unrecognizedCase(_ union: borrowing UnionCursor) -> ConversionError {
        let found = "\"\(BoundedText.escaped(union.name))\""
        return ConversionError(ValueRefusal(expected: union.declaredNames, found: found), at: union.start)
    }

    /// Consumes the name of a case.
    private mutating func readCase(
        of names: FieldNames,
        in start: Int,
        hasValue: Bool,
        discriminator: String? = nil
    ) throws(ConversionError) -> UnionCursor {
        var name = sibling(at: offset)
        let index = try lookUpKey(in: names.table)
        let foreignName = index == nil ? try name.readString() : ""
        if hasValue { try passColon() }
        return UnionCursor(
            index: index,
            table: names.table,
            foreignName: foreignName,
            start: start,
            discriminator: discriminator
        )
    }
}
