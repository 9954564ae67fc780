/// The problems found so far.
///
/// However many there are, it holds the first of each severity alone, so that a file cannot make it grow without end.
struct DiagnosticReport {
    /// How many problems of one severity are shown.
    static let shownLimit = 100

    private(set) var diagnostics: [Diagnostic] = []
    private var omitted: Diagnostic?
    private var counts: [Diagnostic.Severity: Int] = [:]
    private var comparisonsLeft = 100_000

    mutating func error(
        _ rule: Rule,
        at location: SourceLocation,
        _ message: String,
        notes: [Diagnostic.Note] = []
    ) {
        add(Diagnostic(severity: .error, message: message, rule: rule, location: location, notes: notes))
    }

    mutating func warning(_ rule: Rule, at location: SourceLocation, _ message: String) {
        add(Diagnostic(severity: .warning, message: message, rule: rule, location: location))
    }

    /// Adds what was found in another file.
    mutating func add(_ other: DiagnosticReport) {
        for diagnostic in other.diagnostics { add(diagnostic) }
        guard let first = other.omitted else { return }
        for severity in [Diagnostic.Severity.error, .warning] {
            counts[severity, default: 0] += max(0, other.count(of: severity) - Self.shownLimit)
        }
        omit(first)
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        counts[diagnostic.severity, default: 0] += 1
        if count(of: diagnostic.severity) <= Self.shownLimit {
            diagnostics.append(diagnostic)
        } else {
            omit(diagnostic)
        }
    }

    private mutating func omit(_ diagnostic: Diagnostic) {
        if omitted == nil || diagnostic.severity == .error && omitted?.severity == .warning { omitted = diagnostic }
    }

    var hasErrors: Bool { count(of: .error) > 0 }

    /// How many problems were found, shown or not.
    var count: Int { counts.values.reduce(0, +) }

    private func count(of severity: Diagnostic.Severity) -> Int { counts[severity, default: 0] }

    /// The nearest of the known names as `; did you mean 'x'?`, or nothing where none is near.
    ///
    /// Only the first problems get one: to compare every unknown name with every known one would take too long where a
    /// schema has many of both.
    mutating func hint(for name: String, among known: @autoclosure () -> [String]) -> String {
        guard comparisonsLeft > 0 else { return "" }
        let known = known()
        comparisonsLeft -= known.count
        guard comparisonsLeft >= 0 else { return "" }
        return Suggestion.nearest(to: name, among: known).map { "; did you mean \($0.quoted)?" } ?? ""
    }

    /// The problems by file, line and column, those of one place in the order in which they were found; at the end how
    /// many more there are.
    var sorted: [Diagnostic] {
        let ordered = diagnostics.enumerated().sorted {
            ($0.element.location, $0.offset) < ($1.element.location, $1.offset)
        }
        return ordered.map(\.element) + (summary.map { [$0] } ?? [])
    }

    /// Stands at the first problem that is not shown.
    private var summary: Diagnostic? {
        guard let omitted else { return nil }
        let counted: [(Diagnostic.Severity, Int)] = [Diagnostic.Severity.error, .warning].compactMap { severity in
            let count = count(of: severity) - Self.shownLimit
            return count > 0 ? (severity, count) : nil
        }
        let named = counted.map { severity, count in
            count == 1 ? "1 more \(severity.rawValue)" : "\(count) more \(severity.rawValue)s"
        }
        let isOne = counted.map(\.1) == [1]
        return Diagnostic(
            severity: omitted.severity,
            message: named.joined(separator: " and ") + (isOne ? " is not shown" : " are not shown"),
            rule: .tooManyProblems,
            location: omitted.location
        )
    }
}
