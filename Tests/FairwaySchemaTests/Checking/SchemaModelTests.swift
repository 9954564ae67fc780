import Testing

@testable import FairwaySchema

@Suite("The checked model")
struct SchemaModelTests {
    private func schema(_ name: String) throws -> Schema {
        try #require(SchemaCorpus.good.load(name).schema)
    }

    private func fields(of type: String, in schema: Schema) throws -> [FieldDeclaration] {
        let declaration = try #require(schema.types.first { $0.name.identifier == type })
        guard case .structure(let fields) = declaration.kind else {
            Issue.record("\(type) is not a structure")
            return []
        }
        return fields
    }

    private func cases(of type: String, in schema: Schema) throws -> EnumerationDeclaration {
        let declaration = try #require(schema.types.first { $0.name.identifier == type })
        guard case .enumeration(let enumeration) = declaration.kind else {
            throw UnexpectedKind()
        }
        return enumeration
    }

    private struct UnexpectedKind: Error {}

    @Test("Everything stands in the order of the document, the main channel first")
    func order() throws {
        let schema = try schema("chat")
        #expect(schema.name.identifier == "Chat")
        #expect(schema.documentation == "Rooms, messages and presence.")
        #expect(schema.types.map(\.name.identifier) == ["RoomName", "Role", "User", "Message"])
        #expect(schema.channels.map(\.name.identifier) == ["Main", "Room"])
        #expect(schema.channels.map(\.wireName) == ["", "room"])
        let room = try #require(schema.channels.last)
        #expect(room.toServer.map(\.name.identifier) == ["join", "say", "leave"])
        #expect(room.toClient.map(\.name.identifier) == ["message", "typing", "confirm"])
    }

    @Test("An event has its arguments, its answer and its remarks")
    func events() throws {
        let room = try #require(try schema("chat").channels.last)
        let join = try #require(room.toServer.first)
        #expect(join.arguments.map(\.schemaName) == ["room", "limit"])
        #expect(join.arguments.map(\.type) == [.named(SwiftName(identifier: "RoomName")), .builtin(.int)])
        #expect(join.arguments.map(\.defaultValue) == [nil, .integer("50")])
        #expect(join.answer == .value(ConstrainedType(.list(.named(SwiftName(identifier: "Message"))))))
        #expect(join.documentation == "Enters a room and returns its recent messages, newest last.")
        #expect(room.toServer.map(\.answer).dropFirst() == [.none, .void])
        #expect(room.toClient.map(\.deprecation) == [nil, Deprecation(message: "use presence"), nil])
    }

    @Test("What is on the wire is the key, or what the schema says instead")
    func wireNames() throws {
        let schema = try schema("everything")
        let main = try #require(schema.channels.first)
        #expect(main.toServer.map(\.wireName) == ["ping", "get-name", "user.typing", "store"])
        #expect(main.toServer.map(\.name.identifier) == ["ping", "getName", "userTyping", "store"])
        #expect(schema.channels.map(\.wireName) == ["", "r", "quiet"])
        #expect(schema.channels.map(\.name.identifier) == ["Main", "RoomJoin", "Quiet"])
        #expect(try fields(of: "Defaults", in: schema).first?.wireName == "the.string")
    }

    @Test("The cases of an enumeration are text whatever YAML makes of them")
    func enumerations() throws {
        let schema = try schema("everything")
        let answers = try cases(of: "Answers", in: schema)
        #expect(answers.cases.map(\.wireName) == ["true", "no", "null", "2fa", "user-ID", "NOT_FOUND"])
        #expect(answers.cases.map(\.name.description) == ["`true`", "no", "null", "_2fa", "userID", "not_found"])
        #expect(!answers.isFrozen)
        let level = try cases(of: "Level", in: schema)
        #expect(level.cases.map(\.wireName) == ["1", "two", "mid"])
        #expect(level.cases.map(\.documentation) == [nil, "The top.", nil])
        #expect(level.isFrozen)
    }

    @Test("A field is recursive where nothing but optionals and structures lead back")
    func recursion() throws {
        let schema = try schema("everything")
        #expect(try fields(of: "Tree", in: schema).map(\.isRecursive) == [true, false, false, true])
        #expect(try fields(of: "Owner", in: schema).map(\.isRecursive) == [true, false])
    }

    @Test("A default is spelled as its type needs it")
    func defaults() throws {
        let values = try fields(of: "Defaults", in: schema("everything")).map(\.defaultValue)
        let expected: [DefaultValue] = [
            .string("a b"), .string(""), .boolean(true), .integer("-9007199254740991"), .integer("32767"),
            .integer("-128"), .integer("18446744073709551615"), .integer("-9223372036854775808"), .number("0.1"),
            .number("5"), .number("1e+21"), .number("2.5"), .enumerationCase(SwiftName(identifier: "no")),
            .enumerationCase(SwiftName(identifier: "high")), .emptyList, .emptyDictionary,
        ]
        #expect(values == expected)
    }

    @Test("Reserved events are allowed on named channels")
    func reservedEvents() throws {
        let channel = try #require(try schema("everything").channels.dropFirst().first)
        #expect(channel.toServer.count == 6)
        #expect(channel.toClient.isEmpty)
    }
}
