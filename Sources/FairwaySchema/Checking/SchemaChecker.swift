/// Looks up the names of a document and settles everything that an emitter needs to know.
struct SchemaChecker {
    private let document: SchemaDocument
    var types: TypeTable
    var report: DiagnosticReport

    /// The checked schema; nil where the report has an error.
    static func check(_ document: SchemaDocument, report: inout DiagnosticReport) -> Schema? {
        var types = TypeTable(document, report: &report)
        NamespaceCheck(document).run(report: &report)
        let recursion = StructureRecursion(&types, report: &report)
        var checker = SchemaChecker(document: document, types: types, report: report)
        defer { report = checker.report }
        return checker.schema(recursion)
    }

    private mutating func schema(_ recursion: StructureRecursion) -> Schema? {
        let declarations = document.types.indices.compactMap { declaration(at: $0, recursion) }
        let channels = document.channels.compactMap { channel($0) }
        UnusedTypes(document, types: types).warn(report: &report)
        guard !report.hasErrors, let name = document.name else { return nil }
        return Schema(name: name, documentation: document.documentation, types: declarations, channels: channels)
    }

    private mutating func declaration(at index: Int, _ recursion: StructureRecursion) -> TypeDeclaration? {
        let definition = document.types[index]
        let kind: TypeDeclaration.Kind
        switch definition.body {
        case .refused: return nil
        case .structure(let fields):
            kind = .structure(
                fields.enumerated().compactMap { offset, field in
                    let type = recursion.fieldTypes[index]?[offset]
                    return self.field(field, type: type, isRecursive: recursion.isRecursive(type, in: index))
                }
            )
        case .enumeration(let enumeration): kind = .enumeration(enumeration.declaration)
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
            location: definition.name.location
        )
    }

    private mutating func field(_ field: FieldDefinition, type: CheckedType?, isRecursive: Bool) -> FieldDeclaration? {
        guard let type else { return nil }
        let defaultValue = defaultValue(of: field, type: type)
        guard let name = field.name.swiftName else { return nil }
        return FieldDeclaration(
            wireName: field.wireName,
            name: name,
            type: type.reference,
            defaultValue: defaultValue,
            documentation: field.remarks.documentation,
            deprecation: field.remarks.deprecation,
            isRecursive: isRecursive,
            location: field.name.location
        )
    }

    private mutating func channel(_ channel: ChannelDefinition) -> ChannelDeclaration? {
        let toServer = channel.toServer.compactMap { event($0) }
        let toClient = channel.toClient.compactMap { event($0) }
        guard let name = channel.name.swiftName else { return nil }
        return ChannelDeclaration(
            kind: channel.wireName.isEmpty ? .main : .named(channel.wireName),
            name: name,
            documentation: channel.documentation,
            toServer: toServer,
            toClient: toClient,
            location: channel.name.location
        )
    }

    private mutating func event(_ event: EventDefinition) -> EventDeclaration? {
        let arguments = arguments(event.arguments)
        let answer: EventDeclaration.Answer
        switch event.answer {
        case .none: answer = .none
        case .void: answer = .void
        case .value(let type):
            guard let type = types.check(type, report: &report) else { return nil }
            answer = .value(ConstrainedType(type.reference))
        }
        guard let name = event.name.swiftName else { return nil }
        return EventDeclaration(
            wireName: event.wireName,
            name: name,
            documentation: event.remarks.documentation,
            deprecation: event.remarks.deprecation,
            arguments: arguments,
            answer: answer,
            location: event.name.location
        )
    }

    private mutating func arguments(_ definitions: [FieldDefinition]) -> [ArgumentDeclaration] {
        var firstOptional: DefinedName?
        var arguments: [ArgumentDeclaration] = []
        for definition in definitions {
            guard let type = types.check(definition.type, report: &report) else { continue }
            if type.isOptional || definition.defaultValue != nil {
                firstOptional = firstOptional ?? definition.name
            } else if let optional = firstOptional {
                let message = "the required argument \(definition.name.key.quoted) follows one that may be left out"
                let note = Diagnostic.Note(
                    message: "the argument \(optional.key.quoted) may be left out",
                    location: optional.location
                )
                report.error(.requiredAfterOptional, at: definition.name.location, message, notes: [note])
            }
            let defaultValue = defaultValue(of: definition, type: type)
            guard let name = definition.name.swiftName else { continue }
            arguments.append(
                ArgumentDeclaration(
                    schemaName: definition.name.key,
                    name: name,
                    type: type.reference,
                    defaultValue: defaultValue,
                    documentation: definition.remarks.documentation,
                    location: definition.name.location
                )
            )
        }
        return arguments
    }

    private mutating func defaultValue(of field: FieldDefinition, type: CheckedType) -> DefaultValue? {
        guard let node = field.defaultValue else { return nil }
        return DefaultCheck(type: type, definitions: types.definitions).value(node, report: &report)
    }
}
