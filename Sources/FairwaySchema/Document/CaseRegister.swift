/// The names of the cases of one enumeration or union.
struct CaseRegister {
    private let kind: String
    private let isFrozen: Bool
    private var names = NameRegister()

    init(kind: String, isFrozen: Bool) {
        self.kind = kind
        self.isFrozen = isFrozen
    }

    mutating func claim(_ name: DefinedName, _ wireName: WireName, report: inout DiagnosticReport) {
        if !isFrozen, name.swiftName == SwiftName(identifier: "unrecognized") {
            let message = "the case 'unrecognized' of an open \(kind) holds the values that are not declared"
            report.error(.nameCollision, at: name.location, message)
        } else {
            names.claim(name, of: "case", report: &report)
        }
        names.claim(wireName, of: name, "case", report: &report)
    }
}
