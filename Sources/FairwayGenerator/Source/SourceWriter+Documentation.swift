import FairwaySchema

extension SourceWriter {
    /// A documentation comment; nothing where the schema says nothing.
    mutating func documentation(_ text: String?) {
        documentation(lines: text.map(SwiftComment.lines) ?? [])
    }

    /// The comment of a method or requirement, with those arguments of which the schema says something.
    mutating func documentation(of event: EventDeclaration) {
        var lines = event.documentation.map(SwiftComment.lines) ?? []
        let parameters = event.arguments.compactMap { argument -> [String]? in
            guard let text = argument.documentation else { return nil }
            let words = SwiftComment.lines(text)
            guard let first = words.first else { return nil }
            return ["- Parameter \(argument.name.identifier): \(first)"] + words.dropFirst().map { "  " + $0 }
        }
        if !lines.isEmpty, !parameters.isEmpty { lines.append("") }
        lines += parameters.joined()
        documentation(lines: lines)
    }

    /// The attribute of what should no longer be used.
    mutating func deprecation(_ deprecation: Deprecation?) {
        guard let deprecation else { return }
        guard let message = deprecation.message else { return line("@available(*, deprecated)") }
        line("@available(*, deprecated, message: \(SwiftLiteral.string(message)))")
    }

    private mutating func documentation(lines: [String]) {
        for line in lines { self.line(line.isEmpty ? "///" : "/// \(line)") }
    }
}
