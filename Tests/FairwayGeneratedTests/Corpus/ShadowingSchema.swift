import FairwayGenerator

/// Schemas whose types and channels have the names that generated code spells.
enum ShadowingSchema {
    static let names = Array(
        Set(
            StandardName.allCases.map(\.rawValue) + ChannelMember.allCases.map(\.rawValue) + [
                "Client", "Message", "Result", "Optional", "Constraint", "Array", "Dictionary", "Set", "Never",
                "Equatable", "Decodable", "Encodable", "ArgumentReader", "WireDecodable", "WireEncodable",
                "FairwayClient", "FairwayServer", "Event", "Binding", "Sender", "Direction", "Outgoing", "Peer",
                "RawValue", "AllCases", "ID", "Element", "Failure", "AsyncIterator", "Key", "Value", "CodingKeys",
                "Task", "Range", "ClosedRange", "PartialRangeFrom", "Conversion", "ChannelTypes", "Opened", "Argument",
                "Answer", "Iterator", "Actor", "Identifiable", "StaticString", "Character", "Substring", "Collection",
            ]
        )
    )
    .sorted()

    /// Each name as a type, used wherever a type may stand, beside the types that it hides.
    static let types: String = {
        let declarations = names.map { "  \($0): { fields: { value: int } }" }
        let fields = names.map { "a\($0): \($0)?" }.joined(separator: ", ")
        let cases = names.map { "a\($0): \($0)" }.joined(separator: ", ")
        let arguments = names.map { "a\($0): \($0)" }.joined(separator: ", ")
        let events = names.map { "tell\($0): { args: { value: \($0) } }" }.joined(separator: ", ")
        let requests = names.map { "ask\($0): { args: { value: \($0)? }, returns: [\($0)] }" }.joined(separator: ", ")
        let streams = names.map { "watch\($0): { streams: \($0) }" }.joined(separator: ", ")
        return """
            fairway: 1
            name: Shadowing
            types:
            \(declarations.joined(separator: "\n"))
              All: { fields: { \(fields) } }
              Standard: { fields: { at: date, took: duration, id: uuid, link: url, bytes: data, any: json, old: { type: All?, deprecated: x } } }
              Union: { union: { \(cases) } }
              Tagged: { union: { \(cases) }, discriminator: kind, frozen: true }
              Open: { enum: [a, b] }
              Frozen: { enum: [a, b], frozen: true }
              Nested: { fields: { inner: Nested? , hashValue: int } }
            toServer:
              all: { args: { \(arguments) }, returns: Standard, throws: Frozen }
              defaults: { args: { at: { type: date, default: "2024-01-01T00:00:00Z" }, id: { type: uuid, default: 123e4567-e89b-12d3-a456-426614174000 }, link: { type: url, default: "a" }, bytes: { type: data, default: "AAAA" } } }
              open: { args: { union: Union, tagged: Tagged, open: Open, nested: Nested }, opens: Talk, throws: Union, wireName: opened }
            channels:
              room:
                toServer: { \(events), \(requests) }
                toClient: { \(streams) }
            conversations:
              Talk: { toServer: { say: { args: { value: Error, date: Date, at: date } } }, toClient: { said: { returns: Codable, throws: Open } } }
            """
    }()

    /// Each name as a channel.
    static let channels: String = {
        let channels = names.map {
            "  \($0): { toServer: { tell: { args: { at: date } }, ask: { returns: uuid }, watch: { streams: data } } }"
        }
        return """
            fairway: 1
            name: ShadowingChannels
            types: { Open: { enum: [a, b] }, Union: { union: { at: date, id: uuid, any: json } } }
            toServer: { tell: { args: { union: Union, open: Open }, returns: void, throws: Union } }
            channels:
            \(channels.joined(separator: "\n"))
            """
    }()

    /// A name as that of the whole schema.
    static func document(_ name: String) -> String {
        """
        fairway: 1
        name: \(name)
        types:
          Open: { enum: [a, b] }
          Union: { union: { at: date, id: uuid, any: json } }
          Recursive: { fields: { next: Recursive?, took: duration, bytes: data, id: { type: int, wireName: _ } } }
        toServer: { tell: { args: { union: Union, open: Open }, returns: void, throws: Union } }
        toClient: { watch: { streams: date }, open-it: { opens: Talk } }
        conversations: { Talk: { toServer: { say: { args: { link: url, next: Recursive } } } } }
        """
    }
}
