import FairwaySchema

/// What every emitter needs: the schema, the options, and how names are spelled.
struct EmissionContext {
    let schema: Schema
    let options: GenerationOptions
    let types: DeclaredTypes
    let spelling: SwiftSpelling

    init(_ schema: Schema, options: GenerationOptions) {
        self.schema = schema
        self.options = options
        types = DeclaredTypes(schema)
        spelling = SwiftSpelling(schema)
    }

    /// The keyword before a declaration, with the space after it; empty where the access is internal.
    var access: String {
        options.access == .internal ? "" : options.access.rawValue + " "
    }

    var servesClients: Bool { options.roles.contains(.server) }
    var callsServers: Bool { options.roles.contains(.client) }

    /// What stands behind a parameter where nothing is passed: the schema's default, or `nil` for an optional.
    func defaultExpression(of type: TypeReference, _ value: DefaultValue?) -> String? {
        guard let value else { return types.isOptional(type) ? "nil" : nil }
        return expression(value, of: type)
    }

    /// A default of the schema as an expression, where the context tells its type.
    func expression(_ value: DefaultValue, of type: TypeReference) -> String {
        switch value {
        case .string(let text): SwiftLiteral.string(text)
        case .boolean(let value): value ? "true" : "false"
        case .integer(let digits): digits
        case .number(let number):
            types.resolved(type) == .builtin(.duration) ? ".seconds(\(number))" : number
        case .enumerationCase(let name): ".\(name)"
        case .emptyList: "[]"
        case .emptyDictionary: "[:]"
        case .date(let seconds): "\(spelling(.date, in: .file))(timeIntervalSinceReferenceDate: \(seconds))"
        case .uuid, .url, .data, .json: ""
        }
    }
}
