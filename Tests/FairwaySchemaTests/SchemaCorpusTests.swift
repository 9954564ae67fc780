import Testing

@testable import FairwaySchema

@Suite("The corpus of schemas")
struct SchemaCorpusTests {
    @Test("A bad schema gives exactly the diagnostics written beside it", arguments: SchemaCorpus.bad.names)
    func badSchema(name: String) throws {
        let result = SchemaCorpus.bad.load(name)
        let printed = result.printed.map { $0 + "\n" }.joined()
        #expect(try printed == SchemaCorpus.bad.expectedDiagnostics(name))
        let hasErrors = result.diagnostics.contains { $0.severity == .error }
        #expect((result.schema == nil) == hasErrors)
    }

    @Test("A good schema loads without a word", arguments: SchemaCorpus.good.names)
    func goodSchema(name: String) {
        let result = SchemaCorpus.good.load(name)
        #expect(result.printed == [])
        #expect(result.schema != nil)
    }

    @Test("Both corpora are there")
    func corporaAreThere() {
        #expect(SchemaCorpus.bad.names.count > 50)
        #expect(SchemaCorpus.good.names.count >= 2)
    }

    private static let brokenRules = Set(
        SchemaCorpus.bad.names.flatMap { SchemaCorpus.bad.load($0).diagnostics.map(\.rule) }
    )

    static let tooManyImports = SchemaLoader { path in
        guard path == "app.yaml" else { return Array("fairway: 1\ntypes: {}\n".utf8) }
        let entries = (0...LoadingSession.mostImports).map { "- f\($0).yaml\n" }
        return Array(("fairway: 1\nimports:\n" + entries.joined()).utf8)
    }.load(path: "app.yaml")

    @Test("Every rule has a schema that breaks it", arguments: Rule.allCases)
    func coverage(rule: Rule) {
        let files = Self.brokenRules.contains(rule)
        // What is too large to lie here is made where it is needed.
        let made = [
            HostileInputTests.tooLarge, HostileInputTests.tooManyNodes, HostileInputTests.tooManyProblems,
            Self.tooManyImports,
        ]
        #expect(files || made.contains { $0.diagnostics.contains { $0.rule == rule } })
    }

    @Test("A rule's identifier is written in lower case with hyphens", arguments: Rule.allCases)
    func identifiers(rule: Rule) {
        #expect(rule.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
}
