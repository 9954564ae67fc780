/// A request as one has Foundation's decoder read it: `{"i":ID,"a":[NAME,VALUE]}`.
struct FoundationRequest<Value: Decodable>: Decodable {
    let id: Int
    let name: String
    let value: Value

    private enum CodingKeys: String, CodingKey {
        case id = "i"
        case call = "a"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(Int.self, forKey: .id)
        var list = try fields.nestedUnkeyedContainer(forKey: .call)
        name = try list.decode(String.self)
        value = try list.decode(Value.self)
    }
}

/// Its answer, as one has Foundation's encoder write it.
struct FoundationAnswer<Value: Encodable>: Encodable {
    let i: Int
    let d: Value
}
