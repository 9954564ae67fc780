import Testing

@Suite("Deprecation in generated code")
struct DeprecationTests {
    @Test("It stands on emitting, on requests and on accessors, and never on a requirement")
    func places() throws {
        let lines = try generate(
            """
            fairway: 1
            name: Test
            types: { Thing: { fields: { old: { type: int, deprecated: use new }, new: int } } }
            toServer:
              tell: { deprecated: use say, args: { thing: Thing } }
              ask: { deprecated: use tell, returns: int }
            """
        ).trimmedLines
        let following = lines.indices.dropLast().filter { lines[$0].hasPrefix("@available") }.map { lines[$0 + 1] }
        #expect(
            following == [
                "var old: Int {", "case tell(thing: Thing)", "func ask() async throws -> Int {",
            ]
        )
        #expect(lines.contains("case deprecatedOld = \"old\""))
    }

    @Test("Without a message the attribute has none")
    func withoutMessage() throws {
        let code = try generate("fairway: 1\nname: Test\ntoServer: { tell: { deprecated: true } }")
        #expect(code.trimmedLines.contains("@available(*, deprecated)"))
    }
}
