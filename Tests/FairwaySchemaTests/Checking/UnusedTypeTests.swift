import Testing

@testable import FairwaySchema

@Suite("Types that events lead to")
struct UnusedTypeTests {
    @Test(
        "A type is used wherever an event leads to it",
        arguments: [
            "toServer: { a: { args: { a: T } } }",
            "toServer: { a: { args: { a: { type: [T], maxItems: 1 } } } }",
            "toServer: { a: { args: { a: { T: int } } } }",
            "toServer: { a: { args: { a: '{ string: T? }' } } }",
            "toClient: { a: { returns: T } }",
            "toClient: { a: { streams: T } }",
            "toClient: { a: { returns: void, throws: T } }",
            "toServer: { a: { opens: C } }\nconversations: { C: { toClient: { a: { args: { a: T } } } } }",
        ]
    )
    func used(events: String) {
        let text = "fairway: 1\ntypes: { T: { enum: [a] } }\n" + events
        #expect(SchemaLoader.load(text: text).printed == [])
    }

    @Test(
        "A type is used by the types that are used",
        arguments: [
            "{ fields: { t: T } }", "{ union: { t: T } }", "T", "{ T: int }", "[T]", "{ type: [T], minItems: 1 }",
        ]
    )
    func usedByTypes(definition: String) {
        let text = "fairway: 1\ntypes: { T: { enum: [a] }, U: \(definition) }\n"
        #expect(SchemaLoader.load(text: text + "toServer: { a: { args: { u: U } } }").printed == [])
        let unused = SchemaLoader.load(text: text + "toServer: { a: }").diagnostics
        #expect(unused.map(\.rule) == [.unusedType, .unusedType])
    }

    @Test("A document without events is there for its types")
    func library() {
        #expect(SchemaLoader.load(text: "fairway: 1\ntypes: { T: string }").printed == [])
    }
}
