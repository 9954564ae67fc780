import Testing

@testable import FairwaySchema

@Suite("Diagnostics")
struct DiagnosticTests {
    private let place = SourceLocation(path: "a.yaml", line: 3, column: 4)

    @Test("A diagnostic prints its place, its rule and its notes")
    func printing() {
        let note = Diagnostic.Note(message: "the other", location: SourceLocation(path: "a.yaml", line: 1, column: 2))
        let diagnostic = Diagnostic(
            severity: .error,
            message: "two of them",
            rule: .nameCollision,
            location: place,
            notes: [note]
        )
        #expect(
            diagnostic.description == "a.yaml:3:4: error: two of them [name-collision]\na.yaml:1:2: note: the other"
        )
    }

    @Test(
        "Nothing in a message ends its line or turns it round",
        arguments: [
            "\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{1B}", "\u{202E}", "\u{0}", "\u{7F}", "\u{FEFF}",
        ]
    )
    func escaping(text: String) {
        let location = SourceLocation(path: "a\(text)b", line: 1, column: 1)
        let note = Diagnostic.Note(message: "x\(text)y", location: location)
        let diagnostic = Diagnostic(
            severity: .warning,
            message: "x\(text)y",
            rule: .unusedType,
            location: location,
            notes: [note]
        )
        #expect(!diagnostic.message.contains(text))
        #expect(diagnostic.description.split(whereSeparator: \.isNewline).count == 2)
    }

    @Test("Diagnostics stand in the order of the text")
    func order() {
        let text = "fairway: 1\nchannels: { b: 1, a: 2 }\ntoClient: { x: 1 }\nzzz: 1\ntypes: { a: int, B: }\n"
        let places = SchemaLoader.load(text: text).diagnostics.map(\.location)
        #expect(places.count >= 5)
        #expect(places == places.sorted())
    }

    @Test(
        "A near name is suggested and a far one is not",
        arguments: [
            ("Strng", "string"), ("string", "string"), ("UUID", "uuid"), ("tsring", "string"), ("in", "int"),
            ("Mesage", "Message"), ("Whiteboard", nil), ("x", nil), ("", nil),
        ] as [(String, String?)]
    )
    func suggestions(name: String, expected: String?) {
        #expect(Suggestion.nearest(to: name, among: ["string", "int", "uuid", "Message"]) == expected)
    }
}
