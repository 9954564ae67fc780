import Fairway

/// What is counted for: the payloads S and M of the other benchmarks, as they stand in messages.
struct Payload<Value: WireCodable & Sendable>: Sendable {
    let event: String
    let bytes: [UInt8]
    let value: Value
    /// How many bytes it goes out as: a field without a value is left out.
    let size: Int

    init(_ event: String, _ json: String) throws {
        self.event = event
        bytes = Array(json.utf8)
        value = try Value(wireBytes: bytes)
        size = try value.wireBytes().count
    }

    /// A request with this payload.
    var request: [UInt8] { Array("{\"i\":1,\"a\":[\"\(event)\",".utf8) + bytes + Array("]}".utf8) }
}

extension Payload where Value == String {
    static var small: Payload {
        get throws { try Payload("echoS", "\"A string of thirty-two characters\"") }
    }
}

extension Payload where Value == Bench.ChatMessage {
    static var medium: Payload {
        get throws {
            try Payload(
                "echoM",
                #"{"id":"01J9ZQ4W8Y6M3N5P7R9T1V3X5Z","author":{"id":421337,"name":"Zoë Müller-Lüdenscheidt","#
                    + #""roles":["member","moderator"]},"text":"Hello \"everyone\" — the naïve approach costs 3 € per "#
                    + #"call, that's 20% more than we thought.","timestamp":1764000000123,"#
                    + #""tags":["general","pricing","réunion"],"replyTo":null}"#
            )
        }
    }
}
