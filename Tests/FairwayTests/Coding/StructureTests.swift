import Fairway
import Testing

struct Profile: WireCodable, Equatable {
    var name: String
    var level = 1
    var tags: [String]
    var motto: String?
    var friend: [String: Profile]?

    static let fieldNames: FieldNames = ["name", "level", "tags", "motto", "bestFriendsByNickname"]

    init(name: String, level: Int = 1, tags: [String] = [], motto: String? = nil, friend: [String: Profile]? = nil) {
        self.name = name
        self.level = level
        self.tags = tags
        self.motto = motto
        self.friend = friend
    }

    init(reading reader: inout WireReader) throws(ConversionError) {
        var name: String?
        var level = 1
        var tags: [String]?
        var motto: String?
        var friend: [String: Profile]?
        var object = try reader.openObject(Profile.fieldNames)
        while let field = try reader.nextField(in: &object) {
            switch field {
            case 0: name = try reader.read(String.self)
            case 1: level = try reader.read(ifNull: 1)
            case 2: tags = try reader.read()
            case 3: motto = try reader.read()
            default: friend = try reader.read()
            }
        }
        self.init(
            name: try reader.required(name, 0, in: object),
            level: level,
            tags: try reader.required(tags, 2, in: object),
            motto: motto,
            friend: friend
        )
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginObject()
        try writer.writeField("name", name)
        try writer.writeField("level", level)
        try writer.writeField("tags", tags)
        try writer.writeField("motto", motto)
        try writer.writeField("bestFriendsByNickname", friend)
        writer.endObject()
    }
}

@Suite struct StructureTests {
    @Test(
        "Fields come in any order, with any white space, and undeclared ones are ignored",
        arguments: [
            #"{"name":"A","level":2,"tags":["x"],"motto":"m"}"#,
            #"{"motto":"m","tags":["x"],"level":2,"name":"A"}"#,
            " {\n\t\"name\" : \"A\" ,\r\n \"level\" : 2 , \"tags\" : [ \"x\" ] , \"motto\" : \"m\" } ",
            #"{"x":[{"name":[]}],"name":"A","nam":{},"names":null,"level":2,"tags":["x"],"":1,"motto":"m"}"#,
            #"{"n\u0061me":"A","lev\u0065l":2.0,"tags":["x"],"motto":"m","bestFriendsByNickname":null}"#,
            #"{"x":1,"x":2,"name":"A","level":2,"tags":["x"],"motto":"m","bestFriendsByNicknamf":1}"#,
        ]
    )
    func fields(text: String) throws {
        #expect(try decode(text) == Profile(name: "A", level: 2, tags: ["x"], motto: "m"))
    }

    @Test("A default fills in for null and for a missing field")
    func defaults() throws {
        #expect(try decode(#"{"name":"A","level":null,"tags":[],"motto":null}"#) == Profile(name: "A"))
        #expect(try decode(#"{"name":"A","tags":[]}"#) == Profile(name: "A"))
    }

    @Test("A missing or null required field is an error that names it")
    func missing() {
        let missing = #expect(throws: ConversionError.self) { try decode(#"{"name":"A"}"#, as: Profile.self) }
        #expect(missing?.problem == .missing(field: "tags"))
        let null = #expect(throws: ConversionError.self) { try decode(#"{"name":null,"tags":[]}"#, as: Profile.self) }
        #expect(null?.problem == .mismatch(expected: "a string"))
        #expect(null?.offset == 8)
    }

    @Test(
        "A declared field given twice is an error, however its key is written",
        arguments: [
            (#"{"name":"A","tags":[],"name":"A"}"#, "name"), (#"{"name":"A","tags":[],"n\u0061me":"A"}"#, "name"),
            (#"{"motto":null,"motto":null}"#, "motto"),
        ]
    )
    func duplicates(text: String, field: String) {
        let error = #expect(throws: ConversionError.self) { try decode(text, as: Profile.self) }
        #expect(error?.problem == .duplicate(field: field))
    }

    @Test("Fields that are nil are left out when writing, and what is written reads back")
    func writing() throws {
        let leaf = Profile(name: "Zoë \"Z\"", tags: ["a", "b"])
        #expect(try encode(leaf) == #"{"name":"Zoë \"Z\"","level":1,"tags":["a","b"]}"#)
        let root = Profile(name: "r", level: -5, motto: "", friend: ["z\n": leaf])
        #expect(
            try encode(root)
                == #"{"name":"r","level":-5,"tags":[],"motto":"","bestFriendsByNickname":{"z\n":{"name":"Zoë \"Z\"","level":1,"tags":["a","b"]}}}"#
        )
        #expect(try decode(try encode(root)) == root)
    }

    @Test(
        "Broken structure is malformed, whatever is wanted",
        arguments: [
            "", " ", "{", "[", "{\"name\"", "{\"name\":", "{\"name\":\"A\"", "{\"name\":\"A\",", "{\"name\":\"A\",}",
            "{,}", "[,]",
            "[1,]", "[1 2]", "[1", "{\"name\" \"A\"}", "{name:1}", "{\"x\":1 \"y\":2}", "{\"x\":}", "nul", "tru",
            "fals", "nulL",
            "{}{}", "[]]", "[1}", "{\"x\":1]", "\u{FEFF}{}", "{\"x\":[}", "]", "}", ",", ":", "/*c*/1", "[\"x\":1]",
            "\u{A0}1",
        ]
    )
    func malformed(text: String) {
        for error in [
            #expect(throws: ConversionError.self) { try decode(text, as: Skipped.self) },
            #expect(throws: ConversionError.self) { try decode(text, as: JSONValue.self) },
        ] {
            #expect(error?.isMalformed == true, "\(text): \(String(describing: error))")
        }
        #expect(throws: ConversionError.self) { try decode(text, as: Profile.self) }
        #expect(throws: ConversionError.self) { try decode(text, as: [Int].self) }
        #expect(throws: ConversionError.self) { try decode(text, as: [String: Int].self) }
        #expect(throws: ConversionError.self) { try decode(text, as: Bool?.self) }
    }

    @Test("Nesting is bounded for every way of reading, and over the whole message")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func objects(_ depth: Int) -> String {
            String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        }
        for text in [nested(128), objects(128)] {
            #expect(try encode(try decode(text, as: JSONValue.self)) == text)
            try decode(text, as: Skipped.self).expectNothing()
        }
        for text in [nested(129), objects(129), nested(100_000), String(repeating: "[", count: 100_000)] {
            for error in [
                #expect(throws: ConversionError.self) { try decode(text, as: JSONValue.self) },
                #expect(throws: ConversionError.self) { try decode(text, as: Skipped.self) },
            ] {
                #expect(error?.problem == .tooDeep)
            }
        }
        let inner = Array(nested(127).utf8)
        inner.withUnsafeBytes { bytes in
            var reader = WireReader(bytes, depth: 2)
            #expect(throws: ConversionError.self) { try reader.skipValue() }
        }
    }

    @Test("A structure with more than 64 fields notices each that is given twice")
    func manyFields() throws {
        let text = "{" + (0..<100).map { "\"field\($0)\":\($0)" }.joined(separator: ",") + "}"
        let values: Wide = try decode(text)
        #expect(values.sum == 4950)
        for index in [0, 63, 64, 99] {
            let twice = text.dropLast() + ",\"field\(index)\":1}"
            let error = #expect(throws: ConversionError.self) { try decode(String(twice), as: Wide.self) }
            #expect(error?.problem == .duplicate(field: "field\(index)"))
        }
    }

    private struct Wide: WireDecodable {
        var sum = 0

        static let fieldNames = FieldNames((0..<100).map { "field\($0)" })

        init(reading reader: inout WireReader) throws(ConversionError) {
            var object = try reader.openObject(Wide.fieldNames)
            while let field = try reader.nextField(in: &object) {
                let value: Int = try reader.read()
                sum += value == field ? value : .min
            }
        }
    }
}
