/// The names by which the types of a document can be used, its own and those of its direct imports.
struct TypeScope {
    private var indices: [String: Int] = [:]
    private var imported: [String: [Int]] = [:]
    private let types: [TypeDefinition]

    /// `visible` are the canonical paths of the direct imports.
    init(types: [TypeDefinition], visible: Set<String>) {
        self.types = types
        for (index, type) in types.enumerated() {
            if let origin = type.origin {
                indices[Self.key(of: type.name.key, in: origin.canonicalPath)] = index
                if visible.contains(origin.canonicalPath) { imported[type.name.key, default: []].append(index) }
            } else if indices[type.name.key] == nil {
                indices[type.name.key] = index
            }
        }
        for (name, places) in imported where places.count == 1 && indices[name] == nil {
            indices[name] = places[0]
        }
    }

    /// The place of the type that a name means; nil where it means none, or more than one.
    func index(of name: String) -> Int? { indices[name] }

    /// The types that a name could mean, where those are several.
    func rivals(for name: String) -> [TypeDefinition] {
        guard indices[name] == nil, let places = imported[name] else { return [] }
        return places.map { types[$0] }
    }

    /// The names that can be used, in the order of the files.
    var names: [String] {
        types.filter { $0.origin == nil || imported[$0.name.key] != nil }.map(\.name.key)
    }

    /// The file of the imported type that a name of the document means; nil for the document's own.
    func importedFile(of name: String) -> String? {
        // A key that says its file is how imported types speak of one another.
        guard !name.contains(Self.separator) else { return nil }
        return indices[name].flatMap { types[$0].origin?.canonicalPath }
    }

    /// A name that says which file its type is of; no name that a schema writes reads like this.
    func qualified(_ name: String, in canonicalPath: String) -> String {
        guard !name.contains(Self.separator), let index = indices[name] else { return name }
        return Self.key(of: types[index].name.key, in: types[index].origin?.canonicalPath ?? canonicalPath)
    }

    private static let separator: Character = "\0"

    private static func key(of name: String, in canonicalPath: String) -> String {
        "\(canonicalPath)\(separator)\(name)"
    }
}

extension SchemaDocument {
    /// The document's own types as those see them who import it; refused where it has errors.
    func exportedTypes(from canonicalPath: String, scope: TypeScope, isRefused: Bool) -> [TypeDefinition] {
        guard let name else { return [] }
        let origin = TypeOrigin(canonicalPath: canonicalPath, namespace: name)
        return types.filter { $0.origin == nil }.map { $0.exported(from: origin, scope: scope, isRefused: isRefused) }
    }
}

extension TypeDefinition {
    /// How the document in whose table it stands refers to the type.
    func reference(as name: SwiftName) -> TypeReference {
        origin.map { .imported(namespace: $0.namespace, name: name) } ?? .named(name)
    }

    fileprivate func exported(from origin: TypeOrigin, scope: TypeScope, isRefused: Bool) -> TypeDefinition {
        func renamed(_ type: TypeExpression) -> TypeExpression {
            type.renamed { scope.qualified($0, in: origin.canonicalPath) }
        }
        let body: Body =
            switch self.body {
            case _ where isRefused: .refused
            case .structure(let fields):
                .structure(
                    fields.map { field in
                        FieldDefinition(
                            name: field.name,
                            wireName: field.wireName,
                            type: renamed(field.type),
                            defaultValue: field.defaultValue,
                            remarks: field.remarks
                        )
                    }
                )
            case .union(let union):
                .union(
                    UnionDefinition(
                        cases: union.cases.map { element in
                            UnionDefinition.Case(
                                name: element.name,
                                wireName: element.wireName,
                                type: renamed(element.type),
                                documentation: element.documentation
                            )
                        },
                        discriminator: union.discriminator,
                        isFrozen: union.isFrozen
                    )
                )
            case .alias(let type): .alias(renamed(type))
            case .enumeration, .refused: self.body
            }
        return TypeDefinition(name: name, remarks: remarks, body: body, origin: origin)
    }
}

extension TypeExpression {
    /// The type with other names; it is nested as deep as a file lets it be.
    fileprivate func renamed(_ rename: (String) -> String) -> TypeExpression {
        switch self {
        case .name(let name, let location): .name(rename(name), location)
        case .optional(let type, let location): .optional(type.renamed(rename), location)
        case .list(let type): .list(type.renamed(rename))
        case .constrained(let type, let constraints): .constrained(type.renamed(rename), constraints)
        case .dictionary(let key, let value): .dictionary(key: key.renamed(rename), value: value.renamed(rename))
        case .refused: .refused
        }
    }
}
