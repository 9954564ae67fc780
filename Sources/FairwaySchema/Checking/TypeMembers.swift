/// The types of the fields of every structure and of the cases of every union.
struct TypeMembers {
    /// By the place of the declaration among the types, then in the order of its members; nil for what was refused.
    private let types: [[CheckedType?]]

    init(_ table: inout TypeTable, report: inout DiagnosticReport) {
        var types: [[CheckedType?]] = []
        for definition in table.definitions {
            types.append(definition.memberExpressions.map { table.check($0, report: &report) })
        }
        self.types = types
    }

    subscript(declaration: Int) -> [CheckedType?] { types[declaration] }
}

extension TypeDefinition {
    /// The types that the fields of a structure or the cases of a union are written with.
    var memberExpressions: [TypeExpression] {
        switch body {
        case .structure(let fields): fields.map(\.type)
        case .union(let union): union.cases.map(\.type)
        case .enumeration, .alias, .refused: []
        }
    }

    /// A field or a case for a message, with its place.
    func member(at offset: Int) -> (description: String, location: SourceLocation)? {
        switch body {
        case .structure(let fields):
            ("the field \(fields[offset].name.key.quoted)", fields[offset].name.location)
        case .union(let union):
            ("the case \(union.cases[offset].name.key.quoted)", union.cases[offset].name.location)
        case .enumeration, .alias, .refused: nil
        }
    }

    var isUnion: Bool {
        if case .union = body { true } else { false }
    }
}
