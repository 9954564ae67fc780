/// One problem of a schema, ready to be printed.
package struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    package let severity: Severity
    /// What is wrong, on one line.
    package let message: String
    package let rule: Rule
    package let location: SourceLocation
    /// Further places that belong to the problem.
    package let notes: [Note]

    package enum Severity: String, Sendable, Hashable {
        case error, warning
    }

    package struct Note: Sendable, Hashable {
        package let message: String
        package let location: SourceLocation

        package init(message: String, location: SourceLocation) {
            self.message = message.escapedForOneLine
            self.location = location
        }
    }

    package init(
        severity: Severity,
        message: String,
        rule: Rule,
        location: SourceLocation,
        notes: [Note] = []
    ) {
        self.severity = severity
        self.message = message.escapedForOneLine
        self.rule = rule
        self.location = location
        self.notes = notes
    }

    /// The lines to print: `path:line:column: error: message [rule-id]`, then one line per note.
    package var description: String {
        var lines = ["\(location): \(severity.rawValue): \(message) [\(rule.rawValue)]"]
        for note in notes {
            lines.append("\(note.location): note: \(note.message)")
        }
        return lines.joined(separator: "\n")
    }
}
