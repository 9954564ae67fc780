/// Schemas that use names of one kind wherever a schema takes a name.
struct NamesSchema {
    /// Every word that Swift's grammar knows, reserved or not.
    static let words = [
        "Type", "actor", "any", "as", "associatedtype", "associativity", "async", "await",
        "borrowing", "break", "case", "catch", "class", "consume", "consuming", "continue", "convenience", "copy",
        "default", "defer", "deinit", "didSet", "discard", "distributed", "do", "dynamic", "each", "else", "enum",
        "extension", "fallthrough", "false", "fileprivate", "final", "for", "func", "get", "guard", "if", "import",
        "in", "indirect", "infix", "init", "inout", "internal", "is", "isolated", "lazy", "left", "let", "macro",
        "module", "mutating", "nil", "nonisolated", "nonmutating", "nonsending", "of", "open", "operator", "optional",
        "override", "package", "postfix", "precedence", "precedencegroup", "preconcurrency", "prefix", "private",
        "protocol", "public", "repeat", "required", "rethrows", "return", "right", "self", "sending", "set", "some",
        "static", "struct", "subscript", "super", "switch", "then", "throw", "throws", "true", "try", "typealias",
        "unowned", "unsafe", "using", "var", "weak", "where", "while", "willSet", "yield",
    ]

    /// What types have as members of Swift's, of the runtime's or of generated code's making.
    static let members = [
        "hash", "hashValue", "description", "debugDescription", "customMirror", "localizedDescription", "encode",
        "decode", "init", "self", "type", "none", "some", "rawValue", "allCases", "absent", "isNull",
        "wireKey", "codingKey", "write", "reading", "reader", "writer", "fields", "field", "fieldNames", "union",
        "caseNames", "discriminator", "name", "value", "kind", "from", "to", "hasher", "decoder",
        "encoder", "board", "conversation", "opened", "opening", "handler", "handlerObject", "handlers", "request",
        "stream", "open", "emit", "on", "once", "removeHandler", "closeChannel", "register", "route", "client", "id",
        "values", "close", "abort", "server", "sender", "arguments", "prepare", "timeout", "conversion", "eventName",
        "writeArguments", "channelName", "CodingKeys",
    ]

    /// Letters, marks and digits of several scripts, and what no identifier can hold.
    static let scripts = [
        "größe", "naïve", "cafe\u{301}", "ελληνικά", "имя", "名前", "イベント", "이름", "اسم", "שם", "नाम", "ชื่อ", "ƛ", "ŉ", "ǅ",
        "𝒳", "٣", "2nd", "1", "a.b/c", "user-typing", "get name", "_id", "__", "a\u{327}b", "ﬁ", "x_1", "X",
        "URLSession",
    ].filter { $0 != "__" }

    let name: String
    let names: [String]
    /// Whether each name is one of both sides; the sides differ in nothing but what the runtime's types have.
    let isOfBothSides: Bool

    /// The names in every place but that of conversations.
    var text: String {
        let quoted = names.map(Self.quoted)
        func mapping(_ value: (String) -> String) -> String {
            "{ \(quoted.map { "\($0): \(value($0))" }.joined(separator: ", ")) }"
        }
        let list = "[\(quoted.joined(separator: ", "))]"
        let events = mapping { "{ args: { \($0): int, other: string } }" }
        let requests = mapping { "{ args: { \($0): int }, returns: int, throws: AOpen, timeout: 5s }" }
        let acknowledged = mapping { _ in "{ returns: void }" }
        let streams = mapping { "{ args: { \($0): int }, streams: int }" }
        let openings = mapping { "{ args: { \($0): int }, opens: ATalk }" }
        let all = mapping { _ in "{ type: int, default: 1, min: 0 }" }
        return """
            fairway: 1
            name: \(name)
            types:
              AFields: { fields: \(mapping { _ in "int" }) }
              ATexts: { fields: \(mapping { _ in "{ type: string?, maxLength: 3 }" }) }
              AFlags: { fields: \(mapping { _ in "bool" }) }
              ADefaults: { fields: \(all) }
              AOld: { fields: \(mapping { _ in "{ type: int, deprecated: because }" }) }
              AOpen: { enum: \(list) }
              AFrozen: { enum: \(list), frozen: true }
              AUnion: { union: \(mapping { _ in "int" }) }
              AFrozenUnion: { union: \(mapping { _ in "[AFrozenUnion]" }), frozen: true }
              ATagged: { union: \(mapping { _ in "ASingle" }), discriminator: kind }
              ASingle: { fields: { only: int } }
            toServer:
              all: { args: \(all), returns: [AFields] }
              types: { args: { a: ATexts, b: AFlags, c: ADefaults, d: AOld, e: AOpen, f: AFrozen, g: AUnion, h: AFrozenUnion, i: ATagged } }
            channels:
              p-events: { \(sides(events)) }
              p-requests: { \(sides(requests)) }
              p-acknowledged: { \(sides(acknowledged)) }
              p-streams: { \(sides(streams)) }
              p-openings: { \(sides(openings)) }
            \(channels)
            conversations:
              ATalk: { toServer: { say: }, toClient: { said: } }
            """
    }

    /// The names as those of conversations, and of what happens in one.
    var conversationText: String {
        // A request of that name is refused, because conversations have a method of the runtime's that is called so.
        let quoted = names.filter { $0 != "close" }.map(Self.quoted)
        func mapping(_ value: (String) -> String) -> String {
            "{ \(quoted.map { "\($0): \(value($0))" }.joined(separator: ", ")) }"
        }
        let events = mapping { "{ args: { \($0): int, other: string } }" }
        let requests = mapping { "{ args: { \($0): int }, returns: int }" }
        let conversations = namespaces.map { "  \($0): { toServer: { say: }, toClient: { said: } }" }
        let openings = namespaces.map { "\("open-" + $0): { opens: \($0) }" }
        return """
            fairway: 1
            name: \(name)Conversations
            toServer: { \(openings.joined(separator: ", ")), events: { opens: P-Events }, asks: { opens: P-Requests } }
            conversations:
              P-Events: { \(sides(events)) }
              P-Requests: { \(sides(requests)) }
            \(conversations.joined(separator: "\n"))
            """
    }

    private var channels: String {
        namespaces.map { "  \($0): { toClient: { tell: } }" }.joined(separator: "\n")
    }

    /// The names as those of namespaces, without the few that generated code needs for itself.
    private var namespaces: [String] {
        names.filter { !["any", "self", "Type", "type", "protocol"].contains($0) }.map(Self.quoted)
    }

    private func sides(_ events: String) -> String {
        isOfBothSides ? "toServer: \(events), toClient: \(events)" : "toServer: \(events)"
    }

    private static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
