import FairwaySchema

/// The types that a schema declares, by name.
struct DeclaredTypes {
    private let aliases: [SwiftName: TypeReference]

    init(_ schema: Schema) {
        var aliases: [SwiftName: TypeReference] = [:]
        for type in schema.types {
            if case .alias(let target) = type.kind { aliases[type.name] = target }
        }
        self.aliases = aliases
    }

    /// What a type is once aliases are seen through.
    func resolved(_ type: TypeReference) -> TypeReference {
        var type = type
        // A checked schema has no circle of aliases, but the number of steps is bounded all the same.
        for _ in 0...aliases.count {
            guard case .named(let name) = type, let target = aliases[name] else { break }
            type = target
        }
        return type
    }

    /// Whether a value of the type may be `nil`, be it by way of an alias.
    func isOptional(_ type: TypeReference) -> Bool {
        if case .optional = resolved(type) { true } else { false }
    }
}
