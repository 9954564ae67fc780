import Testing

@testable import FairwaySchema

@Suite("What the checked model says of unions, constraints and answers")
struct LanguageModelTests {
    private let schema: Schema

    init() throws {
        schema = try #require(SchemaCorpus.good.load("everything").schema)
    }

    private func declaration(_ name: String) throws -> TypeDeclaration {
        try #require(schema.types.first { $0.name.identifier == name })
    }

    private func union(_ name: String) throws -> UnionDeclaration {
        guard case .union(let union) = try declaration(name).kind else { throw UnexpectedKind() }
        return union
    }

    private func fields(of name: String) throws -> [FieldDeclaration] {
        guard case .structure(let fields) = try declaration(name).kind else { throw UnexpectedKind() }
        return fields
    }

    private struct UnexpectedKind: Error {}

    private func event(_ name: String) throws -> EventDeclaration {
        let main = try #require(schema.channels.first)
        return try #require(main.toServer.first { $0.wireName == name })
    }

    private static func named(_ name: String) -> TypeReference { .named(SwiftName(identifier: name)) }

    @Test("A union has its cases in order, with names, types and constraints")
    func unions() throws {
        let shape = try union("Shape")
        #expect(shape.cases.map(\.name.identifier) == ["point", "path", "group", "inside", "boxed", "none"])
        #expect(shape.cases.map(\.wireName) == ["point", "the path", "group", "inside", "boxed", "none"])
        #expect(shape.cases.prefix(2).map(\.type) == [Self.named("Point"), .list(Self.named("Point"))])
        #expect(shape.cases[1].constraint == .list(count: .init(min: 2, max: nil), element: nil))
        #expect(shape.cases.map(\.documentation) == [nil, "A way.", nil, nil, nil, nil])
        #expect(shape.discriminator == nil)
        #expect(!shape.isFrozen)
        let tagged = try union("Tagged")
        #expect(tagged.discriminator == "kind")
        #expect(tagged.isFrozen)
    }

    @Test("A circle is broken at the union's case, and at a field only where no union is on the way")
    func recursion() throws {
        #expect(try union("Shape").cases.map(\.isRecursive) == [false, false, false, true, true, false])
        #expect(try fields(of: "Boxed").map(\.isRecursive) == [false, true, false])
        #expect(try union("Tagged").cases.map(\.isRecursive) == [false, false, false])
        #expect(try union("Ends").cases.map(\.isRecursive) == [false, true])
        #expect(try fields(of: "Node").map(\.isRecursive) == [false, false])
    }

    @Test("A use has the constraints of its aliases and its own, taken together")
    func constraints() throws {
        let short = ValueConstraint.length(.init(min: 1, max: 5))
        let tags = ValueConstraint.list(count: .init(min: nil, max: 3), element: short)
        let expected: [ValueConstraint?] = [
            .number(min: "-5", max: "5"),
            .number(min: nil, max: "18446744073709551615"),
            .number(min: "0.5", max: nil),
            .optional(.number(min: nil, max: "1000.0")),
            .number(min: "0", max: "2.5"),
            .length(.init(min: nil, max: 3)),
            .optional(.length(.init(min: 2, max: 5))),
            tags,
            .list(count: nil, element: .list(count: nil, element: .optional(short))),
            .dictionary(count: nil, key: nil, value: tags),
            .dictionary(count: .init(min: 1, max: nil), key: short, value: nil),
            .list(count: nil, element: .number(min: "0", max: nil)),
            .dictionary(count: nil, key: nil, value: .optional(.length(.init(min: 1, max: 2)))),
            short,
        ]
        let fields = try fields(of: "Limits")
        #expect(fields.map(\.constraint) == expected)
        #expect(fields[6].type == Self.named("Shorter"))
    }

    @Test("An answer keeps its constraint")
    func constrainedAnswers() throws {
        let tags = ConstrainedType(
            Self.named("Tags"),
            constraint: .list(count: .init(min: 1, max: 3), element: .length(.init(min: 1, max: 5)))
        )
        #expect(try event("shape").answer == .value(tags))
        let numbers = ConstrainedType(.builtin(.int), constraint: .number(min: "0", max: nil))
        #expect(try event("watch").answer == .stream(numbers))
    }

    @Test("What is thrown is as written, and the declaration behind it is an error")
    func thrownTypes() throws {
        #expect(try event("refuse").thrownType == Self.named("Problem"))
        let thrown = schema.types.filter(\.isThrown).map(\.name.identifier)
        #expect(thrown == ["Point", "Ends", "Refusal"])
    }

    @Test("A timeout is in milliseconds")
    func timeouts() throws {
        let events = ["refuse", "watch", "draw", "shape"]
        #expect(try events.map { try event($0).timeout } == [250, 120_000, 86_400_000, nil])
    }

    @Test("A conversation is a channel without a name that an event opens")
    func conversations() throws {
        let glass = SwiftName(identifier: "MagnifyingGlass")
        #expect(schema.conversations.map(\.name) == [SwiftName(identifier: "Whiteboard"), glass])
        #expect(schema.conversations.map(\.kind) == [.conversation, .conversation])
        let whiteboard = try #require(schema.conversations.first)
        #expect(whiteboard.documentation == "What several draw on.")
        #expect(whiteboard.toServer.map(\.wireName) == ["stroke", "open"])
        #expect(whiteboard.toClient.map(\.answer) == [.none, .conversation(glass)])
        #expect(try event("draw").answer == .conversation(SwiftName(identifier: "Whiteboard")))
    }

    @Test("Numbers convert as the channel says, or else as the document does")
    func conversion() throws {
        #expect(schema.channels.map(\.conversion) == [.exact, .exact, .exact, .truncating])
        #expect(schema.conversations.map(\.conversion) == [.exact, .truncating])
        let text = """
            fairway: 1
            conversion: truncating
            toServer: { say: }
            channels: { a: { conversion: exact }, b: }
            """
        let channels = try #require(SchemaLoader.load(text: text).schema).channels
        #expect(channels.map(\.conversion) == [.truncating, .exact, .truncating])
    }

    @Test("The keys of a dictionary may be the cases of an enumeration")
    func enumerationKeys() throws {
        guard case .alias(let type) = try declaration("ByLevel").kind else { throw UnexpectedKind() }
        #expect(type == .dictionary(key: Self.named("Level"), value: Self.named("Tags")))
    }
}
