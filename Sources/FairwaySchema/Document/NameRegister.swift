/// The names given in one place, so that two that meet are told apart or refused.
///
/// Texts compare by what they show: a letter with its accent is the same name in one scalar as in two.
struct NameRegister {
    private var swiftNames: [SwiftName: Claim] = [:]
    private var wireNames: [String: Claim] = [:]

    private struct Claim {
        /// What has the name, as messages call it.
        let what: String
        let location: SourceLocation

        var note: Diagnostic.Note { Diagnostic.Note(message: "\(what) is here", location: location) }
    }

    /// Takes a name in Swift; reports the place that has it already.
    mutating func claim(_ name: DefinedName, of kind: String, report: inout DiagnosticReport) {
        guard let swiftName = name.swiftName else { return }
        let claim = Claim(what: "the \(kind) \(name.key.quoted)", location: name.location)
        guard let first = swiftNames[swiftName] else {
            swiftNames[swiftName] = claim
            return
        }
        let message = "\(claim.what) has the same Swift name \(swiftName.identifier.quoted) as \(first.what)"
        report.error(.nameCollision, at: name.location, message, notes: [first.note])
    }

    /// Takes a name on the wire; reports the place that has it already.
    mutating func claim(
        _ wireName: WireName,
        of name: DefinedName,
        _ kind: String,
        report: inout DiagnosticReport
    ) {
        let claim = Claim(what: "the \(kind) \(name.key.quoted)", location: wireName.location)
        guard let first = wireNames[wireName.text] else {
            wireNames[wireName.text] = claim
            return
        }
        let message = "\(claim.what) has the same name \(wireName.text.quoted) on the wire as \(first.what)"
        report.error(.wireNameCollision, at: wireName.location, message, notes: [first.note])
    }
}
