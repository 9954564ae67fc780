extension WireReader {
    /// Opens an object whose fields have these names.
    public mutating func openObject(_ names: FieldNames) throws(ConversionError) -> ObjectCursor {
        skipWhitespace()
        guard bytes[offset] == ASCII.openBrace else { throw mismatch("an object") }
        try descend()
        let start = offset
        offset += 1
        guard let discriminator, discriminator.start == start else {
            return ObjectCursor(table: names.table, start: start)
        }
        return ObjectCursor(table: names.table, start: start, discriminator: discriminator.field)
    }

    /// Goes on with an object that was opened at `start`, and of which the fields with these bits have been read.
    func openedObject(_ names: FieldNames, at start: Int, given: UInt64) -> ObjectCursor {
        ObjectCursor(table: names.table, start: start, given: given)
    }

    /// Opens an object with arbitrary keys, to be read with `nextKey(in:)`.
    public mutating func openObject() throws(ConversionError) -> ObjectCursor {
        try openObject(FieldNames.none)
    }

    /// Goes to the value of the next declared field and returns its index; `nil` at the end of the object.
    ///
    /// Fields that are not declared are skipped. Throws where a declared field is given twice.
    public mutating func nextField(in object: inout ObjectCursor) throws(ConversionError) -> Int? {
        // What generated code wrote has no white space, and its fields in their order.
        var at = offset
        let byte = bytes[at]
        if byte == ASCII.comma, !object.isFirst {
            at &+= 1
        } else if byte == ASCII.closeBrace {
            offset = at &+ 1
            depth &-= 1
            return nil
        } else if !object.isFirst {
            return try findField(in: &object)
        }
        let expected = object.expected
        guard expected < object.table.keys.count, expected < 64 else { return try findField(in: &object) }
        let key = object.table.keys[expected]
        guard key.matches(bytes, at: at, name: object.table.names[expected]) else { return try findField(in: &object) }
        at &+= key.length
        guard bytes[at] == ASCII.colon, bytes[at &+ 1] > 0x20, object.note(expected) else {
            return try findField(in: &object)
        }
        object.isFirst = false
        object.expected = expected &+ 1
        offset = at &+ 1
        return expected
    }

    /// Goes to the value of the next declared field, wherever it is.
    @inline(never)
    private mutating func findField(in object: inout ObjectCursor) throws(ConversionError) -> Int? {
        while try advance(in: &object) {
            let keyStart = offset
            guard let index = try matchKey(in: object) else {
                try object.noteUndeclared(self, at: keyStart)
                try passColon()
                try skipValue()
                continue
            }
            guard object.note(index) else {
                throw ConversionError(.duplicate(field: object.table.names[index]), at: keyStart)
            }
            object.expected = index + 1
            try passColon()
            return index
        }
        return nil
    }

    /// Goes to the value of the next field, whatever its key, and returns the key; `nil` at the end of the object.
    ///
    /// The caller decides about keys that are given twice; `duplicateKey(_:)` is the error for one.
    public mutating func nextKey(in object: inout ObjectCursor) throws(ConversionError) -> String? {
        guard try advance(in: &object) else { return nil }
        let key = try readString()
        try passColon()
        return key
    }

    /// The value of a field that must be there, or what its type takes a missing one for.
    @inlinable
    public mutating func required<Value: WireDecodable>(
        _ value: Value?,
        _ index: Int,
        in object: borrowing ObjectCursor
    ) throws(ConversionError) -> Value {
        var value = value
        return try required(&value, index, in: object)
    }

    /// The value of a field that must be there, or what its type takes a missing one for; taken out of the variable, so
    /// that it is not counted twice on its way.
    @inlinable
    @inline(never)
    public mutating func required<Value: WireDecodable>(
        _ value: inout Value?,
        _ index: Int,
        in object: borrowing ObjectCursor
    ) throws(ConversionError) -> Value {
        // Not inlined, so that a large schema compiles in half the time: one copy for each type, not for each field.
        // Mutating, so that the reader is not copied for each call.
        if let value = value.take() { return value }
        if let absent = Value.absent { return absent }
        throw missing(index, in: object)
    }

    /// The error for a field that is not there.
    @inline(never)
    public func missing(_ index: Int, in object: borrowing ObjectCursor) -> ConversionError {
        let names = object.table.names
        let name = names.indices.contains(index) ? names[index] : ""
        return ConversionError(.missing(field: name), at: object.start)
    }

    /// Passes what separates two fields, up to the next key's quote, or the end of the object.
    @inline(__always)
    mutating func advance(in object: inout ObjectCursor) throws(ConversionError) -> Bool {
        skipWhitespace()
        if bytes[offset] == ASCII.closeBrace {
            offset += 1
            depth &-= 1
            return false
        }
        if object.isFirst {
            object.isFirst = false
        } else {
            guard bytes[offset] == ASCII.comma else {
                throw bytes.malformed("expected ',' or '}' in an object", at: offset)
            }
            offset += 1
            skipWhitespace()
        }
        guard bytes[offset] == ASCII.quote else { throw bytes.malformed("expected a key in an object", at: offset) }
        return true
    }

    @inline(__always)
    mutating func passColon() throws(ConversionError) {
        skipWhitespace()
        guard bytes[offset] == ASCII.colon else { throw bytes.malformed("expected ':' after a key", at: offset) }
        offset += 1
        skipWhitespace()
    }

    /// Consumes the key and returns its index, or `nil` for one that is not declared.
    private mutating func matchKey(in object: borrowing ObjectCursor) throws(ConversionError) -> Int? {
        let table = object.table
        let expected = object.expected
        if expected < table.keys.count,
            table.keys[expected].matches(bytes, at: offset, name: table.names[expected])
        {
            offset += table.keys[expected].length
            return expected
        }
        return try lookUpKey(in: table)
    }

    /// Consumes a quoted name and returns its index in the table, or `nil` for one that is not in it.
    @inline(never)
    mutating func lookUpKey(in table: FieldNames.Table) throws(ConversionError) -> Int? {
        for index in table.keys.indices
        where table.keys[index].matches(bytes, at: offset, name: table.names[index]) {
            offset += table.keys[index].length
            return index
        }
        let start = offset
        let extent = try bytes.scanString(from: start)
        guard extent.hasEscapes else {
            offset = extent.end + 1
            return nil
        }
        let key = try readString()
        return table.names.firstIndex { $0.utf8.elementsEqual(key.utf8) }
    }

    @inline(__always)
    mutating func descend() throws(ConversionError) {
        guard depth < WireReader.depthLimit else { throw ConversionError(.tooDeep, at: offset) }
        depth &+= 1
    }
}

extension WireReader {
    /// The error for a key that a dictionary was given twice, whose value comes next.
    @inline(never)
    public func duplicateKey(_ key: String) -> ConversionError {
        ConversionError(.duplicateKey(key), at: offset)
    }

    /// The error for a key that the dictionary's type of keys has no case for, whose value comes next.
    @inline(never)
    @usableFromInline
    func refusedKey(_ key: String) -> ConversionError {
        ConversionError(
            ValueRefusal(expected: "a known key", found: "\"\(BoundedText.escaped(key))\""),
            at: offset
        )
    }
}
