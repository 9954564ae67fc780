/// Looks up the names of a document and settles everything that an emitter needs to know.
struct SchemaChecker {
    let document: SchemaDocument
    var types: TypeTable
    var report: DiagnosticReport
    /// The places among the types of those that some event throws.
    var thrownTypes: Set<Int> = []
    /// The conversations by what the document calls them.
    let conversations: [String: DefinedName]
    private let members: TypeMembers
    private let recursion: TypeRecursion
    /// The fields of structures that unions with a discriminator hold, by their names on the wire.
    private var fieldsByWireName: [Int: [String: FieldDefinition]] = [:]

    /// The checked schema; nil where the report has an error.
    static func check(_ document: SchemaDocument, report: inout DiagnosticReport) -> Schema? {
        var types = TypeTable(document, report: &report)
        NamespaceCheck(document).run(report: &report)
        let members = TypeMembers(&types, report: &report)
        EndlessTypes(types.definitions, members: members).refuse(report: &report)
        var checker = SchemaChecker(
            document: document,
            types: types,
            report: report,
            members: members,
            recursion: TypeRecursion(types.definitions, members: members)
        )
        defer { report = checker.report }
        return checker.schema()
    }

    private init(
        document: SchemaDocument,
        types: TypeTable,
        report: DiagnosticReport,
        members: TypeMembers,
        recursion: TypeRecursion
    ) {
        self.document = document
        self.types = types
        self.report = report
        self.members = members
        self.recursion = recursion
        conversations = Dictionary(
            document.conversations.map { ($0.name.key, $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private mutating func schema() -> Schema? {
        // The events come first: they tell which types are thrown.
        let channels = document.channels.compactMap { channel($0) }
        let conversations = document.conversations.compactMap { channel($0) }
        let declarations = document.types.indices.map { declaration(at: $0) }
        UnusedTypes(document, types: types).warn(report: &report)
        UnusedConversations(document).warn(report: &report)
        UnusedImports(document, types: types).warn(report: &report)
        guard !report.hasErrors, let name = document.name else { return nil }
        return Schema(
            name: name,
            documentation: document.documentation,
            types: zip(document.types, declarations).compactMap { $0.origin == nil ? $1 : nil },
            channels: channels,
            conversations: conversations,
            imports: document.importedSchemas.map { $0.throwing(declarations, of: document.types) }
        )
    }

    private mutating func declaration(at index: Int) -> TypeDeclaration? {
        let definition = document.types[index]
        let kind: TypeDeclaration.Kind
        switch definition.body {
        case .refused: return nil
        case .structure(let fields):
            let types = members[index]
            kind = .structure(zip(fields, types).compactMap { field($0, type: $1, in: index) })
        case .enumeration(let enumeration): kind = .enumeration(enumeration.declaration)
        case .union(let union): kind = .union(self.union(union, at: index))
        case .alias:
            guard let type = types.alias(at: index) else { return nil }
            kind = .alias(type.reference)
        }
        guard let name = definition.name.swiftName else { return nil }
        return TypeDeclaration(
            name: name,
            documentation: definition.remarks.documentation,
            deprecation: definition.remarks.deprecation,
            kind: kind,
            isThrown: thrownTypes.contains(index),
            location: definition.name.location
        )
    }

    private mutating func field(
        _ field: FieldDefinition,
        type: CheckedType?,
        in structure: Int
    ) -> FieldDeclaration? {
        guard let type else { return nil }
        let defaultValue = defaultValue(of: field, type: type)
        guard let name = field.name.swiftName else { return nil }
        return FieldDeclaration(
            wireName: field.wireName.text,
            name: name,
            type: type.reference,
            constraint: type.constraint,
            defaultValue: defaultValue,
            documentation: field.remarks.documentation,
            deprecation: field.remarks.deprecation,
            isRecursive: recursion.isRecursive(fieldOf: type, in: structure),
            location: field.name.location
        )
    }

    private mutating func union(_ union: UnionDefinition, at index: Int) -> UnionDeclaration {
        let cases: [UnionDeclaration.Case] = zip(union.cases, members[index]).compactMap { definition, type in
            guard let type else { return nil }
            if let discriminator = union.discriminator {
                checkMember(definition, type: type, discriminator: discriminator)
            }
            guard let name = definition.name.swiftName else { return nil }
            return UnionDeclaration.Case(
                wireName: definition.wireName.text,
                name: name,
                type: type.reference,
                constraint: type.constraint,
                documentation: definition.documentation,
                isRecursive: recursion.isRecursive(caseOf: type, in: index),
                location: definition.name.location
            )
        }
        return UnionDeclaration(cases: cases, discriminator: union.discriminator?.text, isFrozen: union.isFrozen)
    }

    /// Sees that a value of the case is an object with room for the discriminator.
    private mutating func checkMember(
        _ definition: UnionDefinition.Case,
        type: CheckedType,
        discriminator: WireName
    ) {
        let name = definition.name
        guard case .structure(let index) = type.base, !type.isOptional else {
            let kind = type.isOptional ? "an optional" : type.base.description(types.definitions)
            let message =
                "the case \(name.key.quoted) of a union with a discriminator is a structure, not \(kind)"
            let note = Diagnostic.Note(message: "the discriminator is here", location: discriminator.location)
            report.error(.unionMember, at: name.location, message, notes: [note])
            return
        }
        guard let field = fields(of: index)[discriminator.text] else { return }
        let what = "the field \(field.name.key.quoted) of \(types.definitions[index].name.key.quoted)"
        let message =
            "\(what) has the name \(discriminator.text.quoted) on the wire, "
            + "where the union puts the name of the case \(name.key.quoted)"
        let note = Diagnostic.Note(message: "\(what) is here", location: field.wireName.location)
        report.error(.wireNameCollision, at: name.location, message, notes: [note])
    }

    /// The fields of a structure by their names on the wire, which are sorted once for all of its unions.
    private mutating func fields(of structure: Int) -> [String: FieldDefinition] {
        if let fields = fieldsByWireName[structure] { return fields }
        guard case .structure(let definitions) = types.definitions[structure].body else { return [:] }
        let fields = Dictionary(
            definitions.map { ($0.wireName.text, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        fieldsByWireName[structure] = fields
        return fields
    }

    mutating func defaultValue(of field: FieldDefinition, type: CheckedType) -> DefaultValue? {
        guard let node = field.defaultValue else { return nil }
        return DefaultCheck(type: type, definitions: types.definitions).value(node, report: &report)
    }
}
