/// Sees that what stands side by side in the schema's namespace has names of its own.
struct NamespaceCheck {
    private let document: SchemaDocument

    init(_ document: SchemaDocument) {
        self.document = document
    }

    func run(report: inout DiagnosticReport) {
        let namedChannels = document.channels.filter { $0.kind != .main }
        var claims = document.types.filter { $0.origin == nil }.map { (kind: "type", name: $0.name) }
        claims += namedChannels.map { (kind: "channel", name: $0.name) }
        claims += document.conversations.map { (kind: "conversation", name: $0.name) }
        if let name = document.name {
            let defined = DefinedName(key: name.identifier, location: document.nameLocation, swiftName: name)
            claims.append((kind: "document", name: defined))
        }
        var names = NameRegister()
        for claim in claims.sorted(by: { $0.name.location < $1.name.location }) {
            if claim.name.swiftName == SwiftName(identifier: "Main") {
                refuseMain(claim.name, kind: claim.kind, report: &report)
            } else {
                names.claim(claim.name, of: claim.kind, report: &report)
            }
        }
        for channel in namedChannels {
            guard case .named(let text) = channel.kind else { continue }
            let wireName = WireName(text: text, location: channel.wireNameLocation)
            names.claim(wireName, of: channel.name, "channel", report: &report)
        }
    }

    private func refuseMain(_ name: DefinedName, kind: String, report: inout DiagnosticReport) {
        let message = "the \(kind) \(name.key.quoted) has the Swift name 'Main', which is the main channel's"
        let main = document.channels.first { $0.kind == .main }
        let notes = main.map { [Diagnostic.Note(message: "the main channel is here", location: $0.name.location)] }
        report.error(.nameCollision, at: name.location, message, notes: notes ?? [])
    }
}
