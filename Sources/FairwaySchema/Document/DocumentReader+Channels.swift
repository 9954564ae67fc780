extension DocumentReader {
    static let eventKeys = [
        "args", "returns", "throws", "streams", "opens", "timeout", "description", "deprecated", "wireName",
    ]
    private static let reservedEvents: Set<String> = ["open", "connect", "error", "message", "close", "disconnect"]

    /// The main channel, where the document has events for it, then the named ones.
    mutating func channels(_ document: SchemaMapping) -> [ChannelDefinition] {
        var channels: [ChannelDefinition] = []
        let mainKeys = document.entries.map(\.key).filter { ["toServer", "toClient"].contains($0.text) }
        if let location = mainKeys.map(\.location).min() {
            channels.append(
                ChannelDefinition(
                    name: DefinedName(key: "Main", location: location, swiftName: SwiftName(identifier: "Main")),
                    wireName: "",
                    wireNameLocation: location,
                    documentation: nil,
                    toServer: events(document["toServer"], isMain: true),
                    toClient: events(document["toClient"], isMain: true)
                )
            )
        }
        for entry in entries(document["channels"]?.value, of: "'channels'") {
            channels.append(channel(entry))
        }
        return channels
    }

    private mutating func channel(_ entry: YAMLEntry) -> ChannelDefinition {
        var name = definedName(entry.key, SwiftNaming.type(entry.key.text))
        if let swiftName = name.swiftName,
            ReservedNames.refuses(swiftName, what: "channel", at: name.location, report: &report)
        {
            name = DefinedName(key: name.key, location: name.location, swiftName: nil)
        }
        let entries = entries(entry.value, of: "the channel \(entry.key.text.quoted)")
        let mapping = SchemaMapping(location: entry.value.location, entries: entries)
        refuseUnknownKeys(of: mapping, known: ["description", "toServer", "toClient", "conversion", "wireName"])
        readConversion(mapping)
        let wireName = wireName(mapping, key: entry.key)
        return ChannelDefinition(
            name: name,
            wireName: wireName.text,
            wireNameLocation: wireName.location,
            documentation: documentation(mapping),
            toServer: events(mapping["toServer"], isMain: false),
            toClient: events(mapping["toClient"], isMain: false)
        )
    }

    private mutating func events(_ entry: YAMLEntry?, isMain: Bool) -> [EventDefinition] {
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
            names.claim(wireName: wireName.text, at: wireName.location, of: name, "event", report: &report)
            return event(mapping, name: name, wireName: wireName.text)
        }
    }

    private mutating func event(_ mapping: SchemaMapping, name: DefinedName, wireName: String) -> EventDefinition {
        refuseUnknownKeys(of: mapping, known: Self.eventKeys)
        for key in ["throws", "streams", "opens", "timeout"] {
            if let entry = mapping[key] { report.notYetSupported(key.quoted, at: entry.key.location) }
        }
        return EventDefinition(
            name: name,
            wireName: wireName,
            remarks: remarks(mapping),
            arguments: arguments(mapping["args"]?.value),
            answer: answer(mapping["returns"]?.value)
        )
    }

    private mutating func arguments(_ node: YAMLNode?) -> [FieldDefinition] {
        var names = NameRegister()
        return entries(node, of: "'args'").map { entry in
            let name = memberName(entry.key)
            names.claim(name, of: "argument", report: &report)
            let what = "the argument \(entry.key.text.quoted)"
            let use = typeUse(entry.value, of: what, allowing: ["default", "description"])
            return FieldDefinition(
                name: name,
                wireName: entry.key.text,
                type: use.type,
                defaultValue: use.mapping?["default"]?.value,
                remarks: use.remarks
            )
        }
    }

    private mutating func answer(_ node: YAMLNode?) -> EventDefinition.Answer {
        guard let node else { return .none }
        let type = typeExpression(node, of: "'returns'")
        if case .name("void", _) = type { return .void }
        return .value(type)
    }
}
