/// What a client sends: `{"i":ID,"a":[NAME,ARGUMENT]}`.
///
/// The values have the types of the schema, whose `Codable` is what the compiler makes.
struct ClientMessage: Decodable {
    enum Call {
        case echoS(String)
        case echoM(Bench.ChatMessage)
        case echoL([Bench.Point])
        case say(Bench.ChatMessage)
    }

    let id: Int?
    let call: Call

    private enum CodingKeys: String, CodingKey {
        case id = "i"
        case call = "a"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decodeIfPresent(Int.self, forKey: .id)
        var list = try fields.nestedUnkeyedContainer(forKey: .call)
        switch try list.decode(String.self) {
        case "echoS": call = .echoS(try list.decode(String.self))
        case "echoM": call = .echoM(try list.decode(Bench.ChatMessage.self))
        case "echoL": call = .echoL(try list.decode([Bench.Point].self))
        case "say": call = .say(try list.decode(Bench.ChatMessage.self))
        case let name: throw DecodingError.dataCorruptedError(in: list, debugDescription: "no event \(name)")
        }
    }
}

/// What answers a request.
struct Answer<Value: Encodable>: Encodable {
    let i: Int
    let d: Value
}

/// What everyone is told.
struct SaidEvent: Encodable {
    let value: Bench.ChatMessage

    private enum CodingKeys: String, CodingKey {
        case call = "a"
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        var list = fields.nestedUnkeyedContainer(forKey: .call)
        try list.encode("say")
        try list.encode(value)
    }
}
