import Testing

@testable import FairwaySchema

@Suite("Reading YAML into located nodes")
struct YAMLReaderTests {
    private func entries(_ text: String) throws -> [YAMLEntry] {
        var report = DiagnosticReport()
        let root = try #require(YAMLReader.read(Array(text.utf8), path: "a.yaml", report: &report))
        #expect(report.diagnostics.isEmpty)
        guard case .mapping(let entries) = root.content else {
            Issue.record("the root is \(root.kindDescription)")
            return []
        }
        return entries
    }

    @Test("Columns count scalars, whatever the width of the text before")
    func columns() throws {
        let entries = try entries("{ é👍: 用户, \"e\\u0301\": b }")
        #expect(entries.map(\.key.location.column) == [3, 11])
        #expect(entries.map(\.value.location.column) == [7, 22])
    }

    @Test("Lines end the same way on every system", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        let entries = try entries(["# x", "a: 1", "", "b:", "  - c"].joined(separator: end) + end)
        #expect(entries.map(\.key.location.line) == [2, 4])
        #expect(entries.map(\.value.location.line) == [2, 5])
    }

    @Test("A byte order mark takes no column")
    func byteOrderMark() throws {
        let entries = try entries("\u{FEFF}a: 1")
        #expect(entries.map(\.key.location) == [SourceLocation(path: "a.yaml", line: 1, column: 1)])
    }

    @Test("The order of a mapping is the order of the text")
    func order() throws {
        #expect(try entries("{ z: 1, a: 2, m: 3 }").map(\.key.text) == ["z", "a", "m"])
    }

    @Test("Quotes and blocks make strings")
    func styles() throws {
        let entries = try entries("a: 'true'\nb: \"1\"\nc: |\n  null\nd: >-\n  ~\ne: true\n")
        let plain = entries.map { entry in
            guard case .scalar(let scalar) = entry.value.content else { return false }
            return scalar.isPlain
        }
        #expect(plain == [false, false, false, false, true])
    }

    @Test("Sixty-four levels are read and one more is refused")
    func depth() {
        for (depth, isRead) in [(64, true), (65, false)] {
            var report = DiagnosticReport()
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect((YAMLReader.read(Array(text.utf8), path: "a.yaml", report: &report) != nil) == isRead)
            #expect(report.diagnostics.map(\.rule) == (isRead ? [] : [.nestingTooDeep]))
        }
    }

    @Test(
        "A document may be marked off",
        arguments: ["---\na: 1\n", "---\na: 1\n...\n", "a: 1\n...\n# done\n...\n", "# x\n---\na: 1"]
    )
    func documentMarkers(text: String) throws {
        #expect(try entries(text).map(\.key.text) == ["a"])
    }
}
