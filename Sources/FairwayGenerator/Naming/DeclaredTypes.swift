import FairwaySchema

/// The types that a file may name, with what aliases stand for.
struct DeclaredTypes {
    private struct Key: Hashable {
        let namespace: SwiftName
        let name: SwiftName
    }

    /// The namespace whose types stand without its name.
    private let namespace: SwiftName
    private var aliases: [Key: TypeReference] = [:]
    /// What each alias comes to in the end.
    private var targets: [Key: TypeReference] = [:]

    /// - Parameter namespace: the schema that the references are written in, which is `schema` or one of its imports.
    init(of namespace: SwiftName, in schema: Schema) {
        self.namespace = namespace
        add(schema.types, of: schema.name)
        for imported in schema.imports { add(imported.types, of: imported.name) }
        for key in aliases.keys { settle(key) }
    }

    /// What a type is once aliases are seen through.
    func resolved(_ type: TypeReference) -> TypeReference {
        let type = qualified(type, in: namespace)
        guard case .imported(let namespace, let name) = type else { return type }
        return targets[Key(namespace: namespace, name: name)] ?? type
    }

    /// Whether a value of the type may be `nil`, be it by way of an alias.
    func isOptional(_ type: TypeReference) -> Bool {
        if case .optional = resolved(type) { true } else { false }
    }

    /// Follows an alias once, however many there are that lead to it.
    private mutating func settle(_ start: Key) {
        var keys: [Key] = []
        var key = start
        // A checked schema has no circle of aliases, but the number of steps is bounded all the same.
        while targets[key] == nil, keys.count < aliases.count, let target = aliases[key] {
            keys.append(key)
            let type = qualified(target, in: key.namespace)
            guard case .imported(let namespace, let name) = type,
                aliases[Key(namespace: namespace, name: name)] != nil
            else {
                targets[key] = type
                break
            }
            key = Key(namespace: namespace, name: name)
        }
        let target = targets[key]
        for key in keys { targets[key] = target }
    }

    private func qualified(_ type: TypeReference, in namespace: SwiftName) -> TypeReference {
        guard case .named(let name) = type else { return type }
        return .imported(namespace: namespace, name: name)
    }

    private mutating func add(_ types: [TypeDeclaration], of namespace: SwiftName) {
        for type in types {
            guard case .alias(let target) = type.kind else { continue }
            aliases[Key(namespace: namespace, name: type.name)] = target
        }
    }
}
