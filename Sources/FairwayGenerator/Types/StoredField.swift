import FairwaySchema

/// A field with the names that its storage, its parameter and its variable have in the code.
struct StoredField {
    let declaration: FieldDeclaration
    /// The stored property; another than the field where that is deprecated, so that the structure itself can use it.
    let storage: String
    /// The parameter of the memberwise initialiser inside.
    let parameter: String
    /// The variable that holds the value while the structure is read.
    let variable: String

    static func list(_ fields: [FieldDeclaration]) -> [StoredField] {
        let names = fields.map(\.name)
        let parameters = InternalNames(names).names
        let variables = InternalNames(names, avoiding: ["reader", "fields", "field"]).names
        var storages = InternalNames(names)
        return fields.indices.map { index in
            let field = fields[index]
            let isSeparate = field.deprecation != nil
            return StoredField(
                declaration: field,
                storage: isSeparate ? storages.claim("deprecated" + field.name.capitalized) : "\(field.name)",
                parameter: parameters[index],
                variable: variables[index]
            )
        }
    }

    var isSeparatelyStored: Bool { declaration.deprecation != nil }

    /// Whether the name on the wire is not the stored property's.
    var hasOwnKey: Bool {
        isSeparatelyStored || !declaration.wireName.utf8.elementsEqual(declaration.name.identifier.utf8)
    }

    /// The stored property where a parameter called `writer` is in sight.
    var storageForWriting: String {
        declaration.name.identifier == "self" || declaration.name.identifier == "writer" ? "self.\(storage)" : storage
    }
}
