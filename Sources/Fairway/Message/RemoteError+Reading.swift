extension RemoteError {
    private static let keys: FieldNames = ["message", "code"]

    /// Reads the reason that starts at `start`, whose syntax has been checked.
    ///
    /// Somebody waits for the end that it brings, so no reason is refused: of one that gives a key twice, or that has
    /// more combining marks than may be compared, message and code are left as far as they can be read.
    ///
    /// - Parameter general: the message of a reason that has none.
    init(readingAt start: Int, of bytes: WireBytes, isErrorObject: Bool, orElse general: String) {
        var reader = WireReader(bytes, at: start, conversion: .exact, depth: 1)
        if let reason = try? reader.read(JSONValue.self) {
            self.init(reason: reason, isErrorObject: isErrorObject, orElse: general)
        } else {
            var members: [String: JSONValue] = [:]
            var reader = WireReader(bytes, at: start, conversion: .exact, depth: 1)
            try? reader.readMembers(Self.keys, into: &members)
            // As the reason cannot be given whole, it is not given as details either.
            self.init(reason: .object(members), isErrorObject: true, orElse: general)
        }
    }
}

extension WireReader {
    /// Reads those members of an object that have one of the names and can be read; none is left where one is given twice.
    fileprivate mutating func readMembers(
        _ names: FieldNames,
        into members: inout [String: JSONValue]
    ) throws(ConversionError) {
        var object = try openObject(names)
        var found: [String: JSONValue] = [:]
        while let index = try nextField(in: &object) {
            var value = sibling(at: offset)
            found[names.table.names[index]] = try? value.read(JSONValue.self)
            try skipValue()
        }
        members = found
    }
}
