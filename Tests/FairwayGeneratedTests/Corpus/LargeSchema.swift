/// Schemas that have much of everything.
enum LargeSchema {
    /// 300 events with their answers and constraints, and a hundred types.
    static let events: String = {
        let types = (0..<100).map { index in
            switch index % 4 {
            case 0: "  T\(index): { enum: [a, b, c] }"
            case 1:
                "  T\(index): { fields: { id: uuid, name: { type: string, maxLength: 9 }, at: date, next: T\(index)? } }"
            case 2:
                "  T\(index): { fields: { list: [T\(index - 1)], count: { type: int, default: 3 }, level: T\(index - 2) } }"
            default: "  T\(index): { union: { one: T\(index - 1), many: [T\(index - 2)] } }"
            }
        }
        let channels = (0..<10).map { channel in
            let events = (0..<30).map { event in
                let type = "T\((channel * 30 + event) % 100)"
                let arguments =
                    "args: { room: { type: string, minLength: 1 }, value: \(type), limit: { type: int, default: 50 } }"
                return switch event % 3 {
                case 0: "      event\(event): { \(arguments) }"
                case 1: "      event\(event): { \(arguments), returns: [\(type)] }"
                default: "      event\(event): { \(arguments), returns: void, timeout: 2s }"
                }
            }
            return """
                  channel\(channel):
                    toServer:
                \(events.prefix(20).joined(separator: "\n"))
                    toClient:
                \(events.suffix(10).joined(separator: "\n"))
                """
        }
        return """
            fairway: 1
            name: Many
            types:
            \(types.joined(separator: "\n"))
            channels:
            \(channels.joined(separator: "\n"))
            """
    }()

    /// Types within types, nearly as deep as a schema may nest them.
    static let depth: String = {
        func nested(_ levels: Int, _ innermost: String) -> String {
            (0..<levels).reduce(innermost) { type, level in
                switch level % 3 {
                case 0: "[\(type)]"
                case 1: "{ string: \(type) }"
                default: "[\(type)?]"
                }
            }
        }
        let type = nested(20, "{ type: string, maxLength: 5 }").replacing("?]", with: "]")
        return """
            fairway: 1
            name: Depth
            types:
              Deep: { fields: { value: \"\(nested(20, "int"))\", optional: \"\(nested(19, "int"))?\" } }
              Union: { union: { value: \"\(nested(20, "Deep"))\" } }
              Checked: { fields: { value: \(type) } }
            toServer:
              tell: { args: { value: \"\(nested(20, "Union"))\", checked: Checked } }
              ask: { args: { value: \"\(nested(20, "Union"))\" }, returns: \"\(nested(20, "Union"))\" }
            """
    }()
}
