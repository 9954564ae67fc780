/// The problems found so far.
struct DiagnosticReport {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var hasErrors = false
    private var hintsLeft = 100

    mutating func error(
        _ rule: Rule,
        at location: SourceLocation,
        _ message: String,
        notes: [Diagnostic.Note] = []
    ) {
        hasErrors = true
        diagnostics.append(
            Diagnostic(severity: .error, message: message, rule: rule, location: location, notes: notes)
        )
    }

    mutating func warning(_ rule: Rule, at location: SourceLocation, _ message: String) {
        diagnostics.append(Diagnostic(severity: .warning, message: message, rule: rule, location: location))
    }

    /// Refuses something that the language has and this version does not build.
    mutating func notYetSupported(_ what: String, at location: SourceLocation) {
        error(.notYetSupported, at: location, "\(what) is not supported yet")
    }

    /// The nearest of the known names as `; did you mean 'x'?`, or nothing where none is near.
    ///
    /// Only the first problems get one: to compare every unknown name with every known one would take too long where a
    /// schema has many of both.
    mutating func hint<Names: Sequence<String>>(for name: String, among known: @autoclosure () -> Names) -> String {
        guard hintsLeft > 0 else { return "" }
        hintsLeft -= 1
        return Suggestion.nearest(to: name, among: known()).map { "; did you mean \($0.quoted)?" } ?? ""
    }

    /// The problems by file, line and column; those of one place stay in the order in which they were found.
    var sorted: [Diagnostic] {
        diagnostics.enumerated()
            .sorted { ($0.element.location, $0.offset) < ($1.element.location, $1.offset) }
            .map(\.element)
    }
}
