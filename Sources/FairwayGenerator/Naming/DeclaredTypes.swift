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

    /// - Parameter namespace: the schema that the references are written in, which is `schema` or one of its imports.
    init(of namespace: SwiftName, in schema: Schema) {
        self.namespace = namespace
        add(schema.types, of: schema.name)
        for imported in schema.imports { add(imported.types, of: imported.name) }
    }

    /// What a type is once aliases are seen through.
    func resolved(_ type: TypeReference) -> TypeReference {
        path(of: type).last ?? type
    }

    /// Whether a value of the type may be `nil`, be it by way of an alias.
    func isOptional(_ type: TypeReference) -> Bool {
        if case .optional = resolved(type) { true } else { false }
    }

    /// The type, and each type that it is an alias of; names come with their namespaces.
    func path(of type: TypeReference) -> [TypeReference] {
        var path = [qualified(type, in: namespace)]
        // A checked schema has no circle of aliases, but the number of steps is bounded all the same.
        for _ in 0...aliases.count {
            guard case .imported(let namespace, let name)? = path.last,
                let target = aliases[Key(namespace: namespace, name: name)]
            else { break }
            path.append(qualified(target, in: namespace))
        }
        return path
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
