/// Warns of the conversations that no event leads to.
struct UnusedConversations {
    private let document: SchemaDocument

    init(_ document: SchemaDocument) {
        self.document = document
    }

    func warn(report: inout DiagnosticReport) {
        // One that is imported is there for its types.
        guard !document.isImported else { return }
        // A name that nothing has may have been meant for any of them.
        guard !report.diagnostics.contains(where: { $0.rule == .unknownConversation }) else { return }
        let opened = opened
        for conversation in document.conversations where !opened.contains(conversation.name.key) {
            let name = conversation.name
            // A use that has been refused is still a use.
            if report.hasErrors, document.words.contains(name.key) { continue }
            report.warning(.unusedConversation, at: name.location, "no event opens the conversation \(name.key.quoted)")
        }
    }

    private var opened: Set<String> {
        let conversations = Dictionary(
            document.conversations.map { ($0.name.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var opened: Set<String> = []
        var rest = document.channels
        while let channel = rest.popLast() {
            for event in channel.events {
                guard case .conversation(let name, _) = event.answer, opened.insert(name).inserted else { continue }
                if let conversation = conversations[name] { rest.append(conversation) }
            }
        }
        return opened
    }
}
