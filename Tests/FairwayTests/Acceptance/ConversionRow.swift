import Fairway
import FairwayTesting
import Testing

/// Where a value stands in a message.
enum Place: String, CaseIterable, Sendable {
    case argument, fieldOfArgument, elementOfArgument
    case answer, fieldOfAnswer, elementOfAnswer

    static let lone: [Place] = [.argument, .answer]
    static let fields: [Place] = [.fieldOfArgument, .fieldOfAnswer]
    static let elements: [Place] = [.elementOfArgument, .elementOfAnswer]

    var isInArgument: Bool { rawValue.lowercased().hasSuffix("argument") }

    /// The message about the value there, as the peer is told of an argument and the caller of an answer.
    func message(_ words: String, inside path: String = "") -> String {
        let path =
            if Place.fields.contains(self) {
                ".field\(path)"
            } else {
                Place.elements.contains(self) ? ".list[1]\(path)" : path
            }
        if isInArgument { return "argument 'value\(path)' of 'take' on channel 'table': \(words)" }
        return "answer of 'take'\(path.isEmpty ? "" : " at '\(path)'"): \(words)"
    }
}

/// What becomes of a value.
enum Outcome: Sendable, Equatable {
    /// It converts, and this is how it is written.
    case value(String)
    /// It does not, for this reason.
    case error(String)
}

/// One row of the conversion table: what arrives, what is wanted, and what comes of it.
struct ConversionRow: Sendable, CustomTestStringConvertible {
    /// What arrives; `nil` for nothing at all.
    let text: String?
    let wanted: String
    let exact: Outcome
    let truncating: Outcome
    /// The way from the value to what is wrong with it.
    let path: String
    private let run: @Sendable (Place, Conversion) async throws -> Outcome

    var testDescription: String { "\(text ?? "nothing") as \(wanted)" }

    init<Type: WantedType>(
        _ text: String?,
        _ type: Type.Type,
        _ exact: Outcome,
        truncating: Outcome? = nil,
        path: String = ""
    ) {
        self.text = text
        wanted = "\(type)"
        self.exact = exact
        self.truncating = truncating ?? exact
        self.path = path
        run = { try await Exchange<Type>(conversion: $1).pass(text, in: $0) }
    }

    func outcome(in place: Place, _ conversion: Conversion) async throws -> Outcome {
        try await run(place, conversion)
    }

    func expected(in place: Place, _ conversion: Conversion) -> Outcome {
        switch conversion == .exact ? exact : truncating {
        case .value(let text): .value(text)
        case .error(let words): .error(place.message(words, inside: path))
        }
    }
}

/// Takes a value through a real connection, as an argument to a handler or as the answer of a request.
private struct Exchange<Type: WantedType> {
    let conversion: Conversion

    func pass(_ text: String?, in place: Place) async throws -> Outcome {
        switch place {
        case .argument:
            try await passArgument(text, \.self) { arguments throws(ConversionError) in
                try Type.next("value", of: &arguments)
            }
        case .fieldOfArgument:
            try await passArgument(Self.field(text), \.value) { arguments throws(ConversionError) -> Field<Type> in
                try arguments.next("value")
            }
        case .elementOfArgument:
            try await passArgument(Self.list(text), \.last) { arguments throws(ConversionError) -> Listing<Type> in
                try arguments.next("value")
            }
        case .answer: try await passAnswer(text) { (value: Type.Value) in value }
        case .fieldOfAnswer: try await passAnswer(Self.field(text)) { (field: Field<Type>) in field.value }
        case .elementOfAnswer: try await passAnswer(Self.list(text)) { (listing: Listing<Type>) in listing.last }
        }
    }

    private static func field(_ text: String?) -> String { text.map { #"{"field":\#($0)}"# } ?? "{}" }

    private static func list(_ text: String?) -> String { #"{"list":[\#(Type.sample),\#(text ?? "")]}"# }

    private func passArgument<Carrier: Sendable>(
        _ text: String?,
        _ value: @escaping @Sendable (Carrier) -> Type.Value,
        _ decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> Carrier
    ) async throws -> Outcome {
        let server = FairwayServer()
        let event = Event<ToServer, Untyped, String, Carrier>("take", conversion: conversion, decode: decode)
        server.of("table").on(event) { _, carrier in try encode(value(carrier)) }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"table","a":["take"\#(text.map { ",\($0)" } ?? "")]}"#)
        guard case .message(let frame) = await peer.next() else { throw Unanswered() }
        let answer: JSONValue = try decodeJSON(frame)
        if case .string(let text) = answer["d"] { return .value(text) }
        guard case .string(let message) = answer["e"]?["message"] else { throw Unanswered() }
        return .error(message)
    }

    private func passAnswer<Carrier: WireDecodable>(
        _ text: String?,
        _ value: @escaping @Sendable (Carrier) -> Type.Value
    ) async throws -> Outcome {
        let client = FairwayClient()
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        async let answer: Carrier = client.of("table").request("take", conversion: conversion)
        _ = await peer.next()
        try peer.send(#"{"i":1\#(text.map { ",\"d\":\($0)" } ?? "")}"#)
        do {
            return .value(try encode(value(try await answer)))
        } catch RequestError.unreadableAnswer(let message) {
            return .error(message)
        }
    }

    private func decodeJSON(_ text: String) throws -> JSONValue { try JSONValue(wireBytes: Array(text.utf8)) }
}

private struct Unanswered: Error {}
