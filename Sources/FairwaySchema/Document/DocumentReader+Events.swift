extension DocumentReader {
    private static let reservedEvents: Set<String> = ["open", "connect", "error", "message", "close", "disconnect"]

    mutating func events(_ entry: YAMLEntry?, isMain: Bool) -> [EventDefinition] {
        guard let entry else { return [] }
        var names = NameRegister()
        return entries(entry.value, of: entry.key.text.quoted).map { entry in
            let mapping = SchemaMapping(
                location: entry.value.location,
                entries: entries(entry.value, of: "the event \(entry.key.text.quoted)")
            )
            let name = memberName(entry.key)
            let wireName = wireName(mapping, key: entry.key)
            if isMain, Self.reservedEvents.contains(wireName.text) {
                let message = "the event \(wireName.text.quoted) of the main channel is the protocol's own"
                report.error(.reservedEvent, at: wireName.location, message)
            }
            names.claim(name, of: "event", report: &report)
            names.claim(wireName, of: name, "event", report: &report)
            return event(mapping, name: name, wireName: wireName.text)
        }
    }

    private mutating func event(_ mapping: SchemaMapping, name: DefinedName, wireName: String) -> EventDefinition {
        refuseUnknownKeys(of: mapping, known: SchemaKeys.event)
        refuseMisplacedKeys(mapping)
        return EventDefinition(
            name: name,
            wireName: wireName,
            remarks: remarks(mapping),
            arguments: arguments(mapping["args"]?.value),
            answer: answer(mapping),
            thrown: mapping["throws"].map { entry in
                ThrownDefinition(
                    type: typeExpression(entry.value, of: "'throws'"),
                    location: entry.value.location
                )
            },
            timeout: timeout(mapping)
        )
    }

    private mutating func arguments(_ node: YAMLNode?) -> [FieldDefinition] {
        var names = NameRegister()
        return entries(node, of: "'args'").map { entry in
            let name = memberName(entry.key)
            names.claim(name, of: "argument", report: &report)
            let what = "the argument \(entry.key.text.quoted)"
            let use = typeUse(entry.value, of: what, allowing: SchemaKeys.argument)
            return FieldDefinition(
                name: name,
                wireName: WireName(text: entry.key.text, location: entry.key.location),
                type: use.type,
                defaultValue: use.mapping?["default"]?.value,
                remarks: use.remarks
            )
        }
    }

    private mutating func answer(_ mapping: SchemaMapping) -> EventDefinition.Answer {
        let answers = mapping.entries.filter { SchemaKeys.answers.contains($0.key.text) }
        guard let first = answers.first else { return .none }
        for other in answers.dropFirst() {
            let message = "an event has one answer: either \(first.key.text.quoted) or \(other.key.text.quoted)"
            let note = Diagnostic.Note(message: "\(first.key.text.quoted) is here", location: first.key.location)
            report.error(.severalAnswers, at: other.key.location, message, notes: [note])
        }
        switch first.key.text {
        case "opens":
            guard let name = text(first.value, of: "'opens'") else { return .refused }
            return .conversation(name, first.value.location)
        case "streams":
            return .stream(typeExpression(first.value, of: "'streams'"))
        default:
            let type = typeExpression(first.value, of: "'returns'")
            if case .name("void", _) = type { return .void }
            return .value(type)
        }
    }

    /// Reports what only an answered event has, where nothing is answered.
    private mutating func refuseMisplacedKeys(_ mapping: SchemaMapping) {
        let keys = mapping.entries.map(\.key.text)
        // A key that means nothing may have been meant for the answer.
        guard !keys.contains(where: { SchemaKeys.answers.contains($0) || !SchemaKeys.event.contains($0) }) else {
            return
        }
        for (key, rule) in [("throws", Rule.misplacedThrows), ("timeout", Rule.misplacedTimeout)] {
            guard let entry = mapping[key] else { continue }
            let message =
                "\(key.quoted) stands where nothing is answered; "
                + "'returns: void' makes the event one that is acknowledged"
            report.error(rule, at: entry.key.location, message)
        }
    }

    private mutating func timeout(_ mapping: SchemaMapping) -> Int? {
        guard let entry = mapping["timeout"] else { return nil }
        if case .refused = entry.value.content { return nil }
        if case .scalar(let scalar) = entry.value.content, let timeout = TimeoutNotation.milliseconds(scalar.text) {
            return timeout
        }
        let message =
            "'timeout' is a whole number with its unit, as in 250ms, 5s or 2m, and at most 24 hours, "
            + "not \(entry.value.shownText)"
        report.error(.invalidValue, at: entry.value.location, message)
        return nil
    }
}
