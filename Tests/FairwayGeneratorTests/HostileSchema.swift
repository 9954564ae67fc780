import FairwaySchema

/// A schema that has one text in every place that holds text.
enum HostileSchema {
    static func saying(_ text: String) -> Schema {
        let location = SourceLocation(path: "x", line: 1, column: 1)
        let deprecation = Deprecation(message: text)
        func name(_ name: String) -> SwiftName { SwiftName(identifier: name) }
        func event(_ answer: EventDeclaration.Answer) -> EventDeclaration {
            let argument = ArgumentDeclaration(
                schemaName: text,
                name: name("argument"),
                type: .builtin(.string),
                defaultValue: .string(text),
                documentation: text,
                location: location
            )
            return EventDeclaration(
                wireName: text,
                name: name("\(answer)".prefix { $0.isLetter }.description),
                documentation: text,
                deprecation: deprecation,
                arguments: [argument],
                answer: answer,
                location: location
            )
        }
        func type(_ identifier: String, _ kind: TypeDeclaration.Kind) -> TypeDeclaration {
            TypeDeclaration(
                name: name(identifier),
                documentation: text,
                deprecation: deprecation,
                kind: kind,
                location: location
            )
        }
        func enumeration(isFrozen: Bool) -> TypeDeclaration.Kind {
            let element = EnumerationDeclaration.Case(
                wireName: text,
                name: name("element"),
                documentation: text,
                location: location
            )
            return .enumeration(EnumerationDeclaration(cases: [element], isFrozen: isFrozen))
        }
        func union(isFrozen: Bool, discriminator: String?) -> TypeDeclaration.Kind {
            let element = UnionDeclaration.Case(
                wireName: text,
                name: name("element"),
                type: .named(name("Structure")),
                constraint: nil,
                documentation: text,
                isRecursive: true,
                location: location
            )
            return .union(UnionDeclaration(cases: [element], discriminator: discriminator, isFrozen: isFrozen))
        }
        let json = JSONDefault.object([JSONDefault.Member(name: text, value: .array([.string(text)]))])
        func field(_ identifier: String, _ builtin: BuiltinType, _ value: DefaultValue) -> FieldDeclaration {
            FieldDeclaration(
                wireName: text,
                name: name(identifier),
                type: .builtin(builtin),
                defaultValue: value,
                documentation: text,
                deprecation: identifier == "old" ? deprecation : nil,
                isRecursive: false,
                location: location
            )
        }
        let fields = [
            field("field", .string, .string(text)), field("old", .string, .string(text)),
            field("link", .url, .url(text)), field("any", .json, .json(json)),
        ]
        let value = ConstrainedType(.builtin(.string))
        let answers: [EventDeclaration.Answer] = [
            .none, .void, .value(value), .stream(value), .conversation(name("Talk")),
        ]
        func channel(_ kind: ChannelDeclaration.Kind, _ identifier: String) -> ChannelDeclaration {
            ChannelDeclaration(
                kind: kind,
                name: name(identifier),
                documentation: text,
                toServer: answers.map(event),
                toClient: answers.map(event),
                location: location
            )
        }
        return Schema(
            name: name("Hostile"),
            documentation: text,
            types: [
                type("Structure", .structure(fields)),
                type("Open", enumeration(isFrozen: false)),
                type("Frozen", enumeration(isFrozen: true)),
                type("Union", union(isFrozen: false, discriminator: nil)),
                type("Tagged", union(isFrozen: true, discriminator: text)),
                type("Alias", .alias(.builtin(.string))),
            ],
            channels: [channel(.named(text), "Channel")],
            conversations: [channel(.conversation, "Talk")]
        )
    }
}
