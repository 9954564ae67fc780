import Fairway
import Workload

/// What is counted for: a payload, as it stands in messages and as a value.
struct CountedPayload<Value: WireCodable & Sendable>: Sendable {
    let event: String
    let bytes: [UInt8]
    let value: Value
    /// How many bytes it goes out as: a field without a value is left out.
    let size: Int

    init(_ payload: Payload) throws {
        event = payload.event
        bytes = payload.json
        value = try Value(wireBytes: bytes)
        size = try value.wireBytes().count
    }

    /// A request with this payload.
    var request: [UInt8] { Array("{\"i\":1,\"a\":[\"\(event)\",".utf8) + bytes + Array("]}".utf8) }
}

extension CountedPayload where Value == String {
    static var small: CountedPayload {
        get throws { try CountedPayload(.small) }
    }
}

extension CountedPayload where Value == Bench.ChatMessage {
    static var medium: CountedPayload {
        get throws { try CountedPayload(.medium) }
    }
}
