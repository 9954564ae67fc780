/// Says where and why a text is not YAML, at the place that has to be changed.
struct YAMLFailure {
    let error: YAMLParseError
    let text: [UInt8]
    let path: String
    /// Where the innermost open `[` or `{` is.
    let openedAt: SourceLocation?

    func describe(in report: inout DiagnosticReport) {
        let found = location(ofScalar: error.position)
        let context = error.context.map { (description: $0.description, location: location(ofScalar: $0.position)) }
        if let context, context.description.contains("quoted scalar"), error.problem.contains("unexpected end") {
            report.error(.unclosedCollection, at: context.location, "this quoted string is not closed")
        } else if let opening = opening(context), opening.line < found.line || endsCollection(at: error.position) {
            let note = Diagnostic.Note(message: "the end was expected before this", location: found)
            report.error(.unclosedCollection, at: opening, "this collection is not closed", notes: [note])
        } else if byte(at: error.position) == UInt8(ascii: "?") {
            let message = "\(error.problem); an optional of a list or a dictionary is written in quotes, as in \"[T]?\""
            report.error(.yamlSyntax, at: found, message)
        } else {
            let notes = context.map { [Diagnostic.Note(message: $0.description, location: $0.location)] } ?? []
            report.error(.yamlSyntax, at: found, error.problem, notes: notes)
        }
    }

    private func opening(_ context: (description: String, location: SourceLocation)?) -> SourceLocation? {
        if let context, Self.flowCollections.contains(context.description) { return context.location }
        return openedAt
    }

    /// How the parser names them; while it looks for a value in one, it names neither.
    private static let flowCollections = ["while parsing a flow mapping", "while parsing a flow sequence"]

    /// Whether the text ends at the scalar, or another collection does.
    private func endsCollection(at position: Int) -> Bool {
        switch byte(at: position) {
        case nil, UInt8(ascii: "]"), UInt8(ascii: "}"): true
        default: false
        }
    }

    private func byte(at position: Int) -> UInt8? {
        cursor(at: position).peek()
    }

    private func location(ofScalar position: Int) -> SourceLocation {
        cursor(at: position).location(in: path)
    }

    private func cursor(at position: Int) -> TextCursor {
        var cursor = TextCursor(text)
        cursor.advance(toScalar: position)
        return cursor
    }
}
