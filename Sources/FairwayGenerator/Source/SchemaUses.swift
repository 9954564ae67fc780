import FairwaySchema

/// What the declarations of a schema need of other modules.
struct SchemaUses {
    private(set) var needsFoundation = false
    private(set) var needsRuntime: Bool

    init(_ schema: Schema) {
        needsRuntime = !schema.channels.isEmpty
        for type in schema.types {
            switch type.kind {
            case .structure(let fields):
                needsRuntime = true
                for field in fields { visit(field.type) }
            case .enumeration: needsRuntime = true
            case .union(let union):
                needsRuntime = true
                for element in union.cases { visit(element.type) }
            case .alias(let target): visit(target)
            }
        }
        for event in schema.channels.flatMap({ $0.toServer + $0.toClient }) {
            for argument in event.arguments { visit(argument.type) }
            switch event.answer {
            case .value(let answer), .stream(let answer): visit(answer.type)
            case .none, .void, .conversation: break
            }
        }
    }

    private mutating func visit(_ type: TypeReference) {
        switch type {
        case .builtin(.date), .builtin(.uuid), .builtin(.url), .builtin(.data): needsFoundation = true
        case .builtin(.json): needsRuntime = true
        case .builtin, .named, .imported: break
        case .optional(let inner), .list(let inner): visit(inner)
        case .dictionary(let key, let value):
            visit(key)
            visit(value)
        }
    }
}
