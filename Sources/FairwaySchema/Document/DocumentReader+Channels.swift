extension DocumentReader {
    /// The main channel, where the document has events for it, then the named ones.
    mutating func channels(
        _ document: SchemaMapping,
        conversion: ChannelDeclaration.NumberConversion
    ) -> [ChannelDefinition] {
        var channels: [ChannelDefinition] = []
        let mainKeys = document.entries.map(\.key).filter { ["toServer", "toClient"].contains($0.text) }
        if let location = mainKeys.map(\.location).min() {
            channels.append(
                ChannelDefinition(
                    kind: .main,
                    name: DefinedName(key: "Main", location: location, swiftName: SwiftName(identifier: "Main")),
                    wireNameLocation: location,
                    documentation: nil,
                    conversion: conversion,
                    toServer: events(document["toServer"], isMain: true),
                    toClient: events(document["toClient"], isMain: true)
                )
            )
        }
        for entry in entries(document["channels"]?.value, of: "'channels'") {
            channels.append(namedChannel(entry, conversion: conversion))
        }
        return channels
    }

    mutating func conversations(
        _ document: SchemaMapping,
        conversion: ChannelDeclaration.NumberConversion
    ) -> [ChannelDefinition] {
        entries(document["conversations"]?.value, of: "'conversations'").map { entry in
            let mapping = channelMapping(entry, what: "conversation", known: SchemaKeys.conversation)
            return channel(
                .conversation,
                channelName(entry.key, what: "conversation"),
                at: entry.key.location,
                mapping,
                conversion: conversion
            )
        }
    }

    private mutating func namedChannel(
        _ entry: YAMLEntry,
        conversion: ChannelDeclaration.NumberConversion
    ) -> ChannelDefinition {
        let mapping = channelMapping(entry, what: "channel", known: SchemaKeys.channel)
        let wireName = wireName(mapping, key: entry.key)
        return channel(
            .named(wireName.text),
            channelName(entry.key, what: "channel"),
            at: wireName.location,
            mapping,
            conversion: conversion
        )
    }

    private mutating func channelName(_ key: YAMLEntry.Key, what: String) -> DefinedName {
        let name = definedName(key, SwiftNaming.type(key.text))
        guard let swiftName = name.swiftName,
            ReservedNames.refuses(swiftName, what: what, at: name.location, report: &report)
        else { return name }
        return DefinedName(key: name.key, location: name.location, swiftName: nil)
    }

    private mutating func channelMapping(_ entry: YAMLEntry, what: String, known: [String]) -> SchemaMapping {
        let entries = entries(entry.value, of: "the \(what) \(entry.key.text.quoted)")
        let mapping = SchemaMapping(location: entry.value.location, entries: entries)
        refuseUnknownKeys(of: mapping, known: known)
        return mapping
    }

    private mutating func channel(
        _ kind: ChannelDeclaration.Kind,
        _ name: DefinedName,
        at wireNameLocation: SourceLocation,
        _ mapping: SchemaMapping,
        conversion: ChannelDeclaration.NumberConversion
    ) -> ChannelDefinition {
        ChannelDefinition(
            kind: kind,
            name: name,
            wireNameLocation: wireNameLocation,
            documentation: documentation(mapping),
            conversion: self.conversion(mapping) ?? conversion,
            toServer: events(mapping["toServer"], isMain: false),
            toClient: events(mapping["toClient"], isMain: false)
        )
    }

    /// How numbers convert, where the mapping says so.
    mutating func conversion(_ mapping: SchemaMapping) -> ChannelDeclaration.NumberConversion? {
        guard let entry = mapping["conversion"], let text = text(entry.value, of: "'conversion'") else { return nil }
        if let conversion = ChannelDeclaration.NumberConversion(rawValue: text) { return conversion }
        let hint = report.hint(for: text, among: ChannelDeclaration.NumberConversion.allCases.map(\.rawValue))
        let message = "'conversion' is 'exact' or 'truncating', not \(text.quoted)\(hint)"
        report.error(.invalidValue, at: entry.value.location, message)
        return nil
    }
}
