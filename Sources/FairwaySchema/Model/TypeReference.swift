/// A type as it is used: the type of an argument, a field, an answer or an alias.
package indirect enum TypeReference: Sendable, Hashable {
    case builtin(BuiltinType)
    /// A type declared in the same schema.
    case named(SwiftName)
    /// A type of another schema, by the name of that schema's namespace.
    case imported(namespace: SwiftName, name: SwiftName)
    case optional(TypeReference)
    case list(TypeReference)
    /// A dictionary; its key is `string`, an enumeration or an alias of one of them.
    case dictionary(key: TypeReference, value: TypeReference)
}

/// The types that a schema may use without declaring them.
package enum BuiltinType: String, Sendable, Hashable, CaseIterable {
    case string, bool
    case int, int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case float, double
    case date, duration, uuid, url, data, json
}

/// A default that is known to fit its type.
package indirect enum DefaultValue: Sendable, Hashable {
    case string(String)
    case boolean(Bool)
    /// An integer of any width, in plain decimal digits with an optional leading minus.
    case integer(String)
    /// A finite number, spelled so that Swift reads it as a literal.
    case number(String)
    /// A case of the named enumeration.
    case enumerationCase(SwiftName)
    case emptyList
    case emptyDictionary
    /// A moment, as a literal of the seconds since the start of 2001 in UTC, from which Foundation counts.
    case date(secondsSince2001: String)
    case uuid([UInt8])
    /// A text that RFC 3986 allows.
    case url(String)
    case data([UInt8])
    case json(JSONDefault)
}

/// A default of the type `json`.
package indirect enum JSONDefault: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// A number as JSON writes it.
    case number(String)
    case string(String)
    case array([JSONDefault])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSONDefault

        package init(name: String, value: JSONDefault) {
            self.name = name
            self.value = value
        }
    }
}
