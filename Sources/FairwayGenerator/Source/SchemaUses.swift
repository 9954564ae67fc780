import FairwaySchema

/// What the declarations of a schema need of other modules.
struct SchemaUses {
    private(set) var needsFoundation = false
    private(set) var needsRuntime = false
    /// The modules that declare types of other schemas which are named here.
    private(set) var modules: Set<String> = []

    private var types: DeclaredTypes
    private let modulesByNamespace: [SwiftName: String]

    /// - Parameter importedSchemas: those that are written into the same file.
    init(_ schema: Schema, importedSchemas: [ImportedSchema]) {
        var modulesByNamespace: [SwiftName: String] = [:]
        for imported in schema.imports { modulesByNamespace[imported.name] = imported.module }
        self.modulesByNamespace = modulesByNamespace
        types = DeclaredTypes(of: schema.name, in: schema)
        for imported in importedSchemas {
            types = DeclaredTypes(of: imported.name, in: schema)
            for type in imported.types { visit(type) }
        }
        types = DeclaredTypes(of: schema.name, in: schema)
        for type in schema.types { visit(type) }
        for channel in schema.channels + schema.conversations {
            needsRuntime = true
            for event in channel.toServer + channel.toClient { visit(event) }
        }
    }

    private mutating func visit(_ type: TypeDeclaration) {
        switch type.kind {
        case .structure(let fields):
            needsRuntime = true
            for field in fields { visit(field.type, default: field.defaultValue) }
        case .enumeration: needsRuntime = true
        case .union(let union):
            needsRuntime = true
            for element in union.cases { visit(element.type) }
        case .alias(let target): visit(target)
        }
    }

    private mutating func visit(_ event: EventDeclaration) {
        for argument in event.arguments { visit(argument.type, default: argument.defaultValue) }
        if let thrown = event.thrownType { visit(thrown) }
        switch event.answer {
        case .value(let answer), .stream(let answer): visit(answer.type)
        case .none, .void, .conversation: break
        }
    }

    private mutating func visit(_ type: TypeReference, default value: DefaultValue?) {
        visit(type)
        guard let value else { return }
        switch value {
        // A default is spelled with what stands behind aliases, which may be another module's.
        case .enumerationCase: visit(types.resolved(type))
        case .date, .uuid, .url, .data: needsFoundation = true
        case .string, .boolean, .integer, .number, .emptyList, .emptyDictionary, .json: break
        }
    }

    private mutating func visit(_ type: TypeReference) {
        switch type {
        case .builtin(.date), .builtin(.uuid), .builtin(.url), .builtin(.data): needsFoundation = true
        case .builtin(.json): needsRuntime = true
        case .builtin, .named: break
        case .imported(let namespace, _):
            if let module = modulesByNamespace[namespace] { modules.insert(module) }
        case .optional(let inner), .list(let inner): visit(inner)
        case .dictionary(let key, let value):
            visit(key)
            visit(value)
        }
    }
}
