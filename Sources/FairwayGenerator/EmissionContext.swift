import FairwaySchema

/// What every emitter needs: the schema, the options, and how names are spelled.
struct EmissionContext {
    let schema: Schema
    let options: GenerationOptions
    /// The namespace that is written: the schema's own, or that of a schema which it imports.
    let namespace: SwiftName
    let types: DeclaredTypes
    let spelling: SwiftSpelling
    let handlerTypes: HandlerTypes
    /// The conversations in which each side has something to handle.
    let handledConversations: [GenerationOptions.Role: Set<SwiftName>]

    /// What the schema's own namespace is written with.
    init(_ schema: Schema, options: GenerationOptions) {
        let members = schema.types.map(\.name) + (schema.channels + schema.conversations).map(\.name)
        self.init(schema, options: options, namespace: schema.name, members: members)
    }

    /// What the namespace of an imported schema is written with.
    init(_ imported: ImportedSchema, in schema: Schema, options: GenerationOptions) {
        self.init(schema, options: options, namespace: imported.name, members: imported.types.map(\.name))
    }

    private init(_ schema: Schema, options: GenerationOptions, namespace: SwiftName, members: [SwiftName]) {
        self.schema = schema
        self.options = options
        self.namespace = namespace
        types = DeclaredTypes(of: namespace, in: schema)
        spelling = SwiftSpelling(
            of: namespace,
            declaring: members,
            topLevel: [schema.name] + schema.imports.map(\.name)
        )
        handlerTypes = HandlerTypes(schema)
        handledConversations = Dictionary(
            uniqueKeysWithValues: GenerationOptions.Role.allCases.map { role in
                (role, Set(schema.conversations.filter { !$0.handled(by: role).isEmpty }.map(\.name)))
            }
        )
    }

    /// The keyword before a declaration, with the space after it; empty where the access is internal.
    var access: String {
        options.access == .internal ? "" : options.access.rawValue + " "
    }

    /// What stands behind a parameter where nothing is passed: the schema's default, or `nil` for an optional.
    func defaultExpression(
        of type: TypeReference,
        _ value: DefaultValue?,
        in scope: SwiftSpelling.Scope
    ) -> String? {
        guard let value else { return types.isOptional(type) ? "nil" : nil }
        return expression(value, of: type, in: scope)
    }

    /// A default of the schema as an expression, where the context tells its type.
    func expression(_ value: DefaultValue, of type: TypeReference, in scope: SwiftSpelling.Scope) -> String {
        switch value {
        case .string(let text): SwiftLiteral.string(text)
        case .boolean(let value): value ? "true" : "false"
        case .integer(let digits): isDuration(type) ? ".seconds(\(digits))" : digits
        case .number(let number): isDuration(type) ? ".seconds(\(number))" : number
        case .enumerationCase(let name): ".\(name)"
        case .emptyList: "[]"
        case .emptyDictionary: "[:]"
        case .date(let seconds): "\(spelling(.date, in: scope))(timeIntervalSinceReferenceDate: \(seconds))"
        case .uuid(let bytes): "\(spelling(.uuid, in: scope))(uuid: (\(SwiftLiteral.bytes(bytes))))"
        case .url(let text): "\(spelling(.url, in: scope))(schemaDefault: \(SwiftLiteral.string(text)))"
        case .data(let bytes):
            "\(spelling(.data, in: scope))(\(bytes.isEmpty ? "" : "[\(SwiftLiteral.bytes(bytes))]"))"
        case .json(.null): ".null"
        case .json(let value): SwiftLiteral.json(value)
        }
    }

    /// What a value keeps to, as an argument of a call; none where the value is free.
    func demand(_ constraint: ValueConstraint?, of type: TypeReference) -> [String] {
        guard let constraint else { return [] }
        return ["where: \(ConstraintExpression(constraint, of: type, types: types))"]
    }

    private func isDuration(_ type: TypeReference) -> Bool {
        types.resolved(type) == .builtin(.duration)
    }
}
