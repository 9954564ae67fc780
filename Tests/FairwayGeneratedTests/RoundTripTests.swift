import Fairway
import Foundation
import Testing

@Suite("Generated types")
struct RoundTripTests {
    private func text(_ value: some WireEncodable) throws -> String {
        String(decoding: try value.wireBytes(), as: UTF8.self)
    }

    private func expectRoundTrip<Value: WireCodable & Codable & Equatable>(
        _ value: Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bytes = Array(try text(value).utf8)
        let read = try Value(wireBytes: bytes)
        #expect(read == value, sourceLocation: sourceLocation)
        let decoded = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        #expect(decoded == value, sourceLocation: sourceLocation)
    }

    @Test("A structure, with its optionals given and left out")
    func structures() throws {
        let bare = Chat.User(id: UUID(), name: "Ada")
        let whole = Chat.User(id: UUID(), name: "Bo", role: .admin, avatar: URL(string: "https://example.org/a"))
        try expectRoundTrip(bare)
        try expectRoundTrip(whole)
        let date = Date(timeIntervalSince1970: 1_700_000_000.125)
        try expectRoundTrip(
            Chat.Message(
                id: UUID(),
                author: bare,
                text: "Hi",
                sentAt: date,
                replyTo: UUID(),
                attachment: .image(Chat.Image(width: 1, height: 2, bytes: Data([1, 2, 3]))),
                reactions: ["+": [whole]]
            )
        )
    }

    @Test("A missing field with a default, and one that is null", arguments: ["", #","role":null"#])
    func defaults(role: String) throws {
        let json = #"{"id":"00000000-0000-0000-0000-000000000000","name":"Ada"\#(role)}"#
        let user = try Chat.User(wireBytes: Array(json.utf8))
        #expect(user.role == .member)
    }

    @Test("A field that must be there is refused where it is missing or null", arguments: ["", #","name":null"#])
    func required(name: String) {
        let json = #"{"id":"00000000-0000-0000-0000-000000000000"\#(name)}"#
        #expect(throws: ConversionError.self) { try Chat.User(wireBytes: Array(json.utf8)) }
    }

    @Test("What is null where a value must be is refused by the value's type")
    func null() {
        #expect(throws: ConversionError.self) { try Chat.User(wireBytes: Array("null".utf8)) }
        let json = #"{"id":null,"name":"Ada"}"#
        #expect { try Chat.User(wireBytes: Array(json.utf8)) } throws: { "\($0)" == "expected a UUID" }
    }

    @Test("An open enumeration keeps what it does not know, a frozen one refuses it")
    func enumerations() throws {
        let role = try Chat.Role(wireBytes: Array("\"guest\"".utf8))
        #expect(role == .unrecognized("guest"))
        #expect(try text(role) == "\"guest\"")
        try expectRoundTrip([Chat.Role.member, .moderator, .admin])
        try expectRoundTrip([Width.Level.none, .low, .high])
        #expect(throws: ConversionError.self) { try Width.Level(wireBytes: Array("\"2\"".utf8)) }
    }

    @Test("Defaults of every kind")
    func everyDefault() throws {
        let defaults = try Width.Defaults(wireBytes: Array("{}".utf8))
        #expect(defaults == Width.Defaults())
        #expect(defaults.level == Width.Level.none)
        #expect(defaults.choice == Width.Choice.some)
        #expect(defaults.string == "a \"quoted\" \\(text)")
        #expect(defaults.uint64 == .max)
        #expect(defaults.duration == .seconds(1.5))
        #expect(defaults.date == Date(timeIntervalSince1970: 1_709_202_600.125))
        #expect(defaults.uuid.uuidString == "123E4567-E89B-12D3-A456-426614174000")
        #expect(defaults.url.absoluteString == "https://example.org/a?b=c#d")
        #expect(defaults.data == Data([0, 255, 16]))
        #expect(defaults.nothing.isEmpty)
        #expect(defaults.json == ["list": [1, -2.5, true, nil, "text"], "empty": [:]])
        #expect(defaults.null == .null)
        try expectRoundTrip(defaults)
    }

    @Test("A structure that leads to itself")
    func recursion() throws {
        let leaf = Width.Node(children: [], others: [:])
        let node = Width.Node(next: leaf, old: leaf, children: [leaf, leaf], others: ["a": leaf])
        try expectRoundTrip(node)
        try expectRoundTrip(Width.First(second: Width.Second(first: Width.First())))
        #expect(try text(leaf) == #"{"children":[],"others":{}}"#)
    }

    @Test("Fields under the names that they have on the wire")
    func wireNames() throws {
        let value = Width.Renamed(
            firstName: "a",
            id: "b",
            text: "c",
            deprecatedText: 1,
            reader: 2,
            writer: 3,
            fields: 4,
            field: 5,
            fieldNames: 6,
            _self: 7,
            selfValue: 8
        )
        try expectRoundTrip(value)
        #expect(
            try text(value) == #"{"first-name":"a","_id":"b","text":"c","deprecatedText":1,"reader":2,"writer":3,"#
                + #""fields":4,"field":5,"fieldNames":6,"self":7,"selfValue":8}"#
        )
    }

    @Test("Text that could end a string literal arrives as it is")
    func hostileText() throws {
        try expectRoundTrip(Hostile.Structure())
        #expect(Hostile.Structure().field2 == "\\(x) \\u{41} \\")
        #expect(Hostile.Structure().field4 == "b\r\nfatalError()\r//")
    }
}
