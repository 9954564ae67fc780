import FairwaySchema

/// Spells types so that they mean what the schema says wherever they stand, and bare where that is enough.
struct SwiftSpelling {
    private let schema: SwiftName
    private let declared: Set<String>

    /// A place in generated code, by what hides names there.
    enum Scope {
        /// Outside of the schema's namespace.
        case file
        /// In the schema's namespace, and in the types there.
        case namespace
        /// In the namespace of a channel.
        case channel
    }

    init(_ schema: Schema) {
        self.schema = schema.name
        declared = Set((schema.types.map(\.name) + schema.channels.map(\.name)).map(\.identifier))
    }

    /// A name of another module, with the module where the schema has the name too.
    func callAsFunction(_ name: StandardName, in scope: Scope) -> String {
        let isHidden = name.rawValue == schema.identifier || (scope != .file && declared.contains(name.rawValue))
        return isHidden ? "\(name.module).\(name.rawValue)" : name.rawValue
    }

    /// Several names of other modules, separated by commas.
    func callAsFunction(_ names: [StandardName], in scope: Scope) -> String {
        names.map { self($0, in: scope) }.joined(separator: ", ")
    }

    /// A type or channel of the schema.
    func callAsFunction(_ name: SwiftName, in scope: Scope) -> String {
        let isHidden =
            switch scope {
            case .file: true
            // Structures have coding keys of their own.
            case .namespace: name.identifier == "CodingKeys"
            case .channel: ChannelMember(rawValue: name.identifier) != nil
            }
        return isHidden ? "\(schema).\(name)" : "\(name)"
    }

    func callAsFunction(_ type: TypeReference, in scope: Scope) -> String {
        switch type {
        case .builtin(let builtin): self(builtin, in: scope)
        case .named(let name): self(name, in: scope)
        case .imported(let namespace, let name): "\(namespace).\(name)"
        case .optional(let wrapped): self(wrapped, in: scope) + "?"
        case .list(let element): "[\(self(element, in: scope))]"
        case .dictionary(let key, let value): "[\(self(key, in: scope)): \(self(value, in: scope))]"
        }
    }

    private func callAsFunction(_ builtin: BuiltinType, in scope: Scope) -> String {
        switch builtin {
        case .string: "String"
        case .bool: "Bool"
        case .int: "Int"
        case .int8: "Int8"
        case .int16: "Int16"
        case .int32: "Int32"
        case .int64: "Int64"
        case .uint8: "UInt8"
        case .uint16: "UInt16"
        case .uint32: "UInt32"
        case .uint64: "UInt64"
        case .float: "Float"
        case .double: "Double"
        case .date: self(StandardName.date, in: scope)
        case .duration: self(StandardName.duration, in: scope)
        case .uuid: self(StandardName.uuid, in: scope)
        case .url: self(StandardName.url, in: scope)
        case .data: self(StandardName.data, in: scope)
        case .json: self(StandardName.jsonValue, in: scope)
        }
    }
}
