extension SchemaChecker {
    mutating func channel(_ channel: ChannelDefinition) -> ChannelDeclaration? {
        let toServer = channel.toServer.compactMap { event($0) }
        let toClient = channel.toClient.compactMap { event($0) }
        if channel.kind == .conversation { refuseClosing(toServer + toClient) }
        guard let name = channel.name.swiftName else { return nil }
        return ChannelDeclaration(
            kind: channel.kind,
            name: name,
            documentation: channel.documentation,
            conversion: channel.conversion,
            toServer: toServer,
            toClient: toClient,
            location: channel.name.location
        )
    }

    /// A method of that name ends a conversation, and which of two is called would be for the compiler to guess.
    private mutating func refuseClosing(_ events: [EventDeclaration]) {
        for event in events where event.name.identifier == "close" && event.answer != .none {
            let message = "a request in a conversation cannot be called 'close': generated code needs that name"
            report.error(.reservedName, at: event.location, message)
        }
    }

    private mutating func event(_ event: EventDefinition) -> EventDeclaration? {
        let arguments = arguments(event.arguments)
        let answer = answer(event.answer)
        let thrownType = event.thrown.flatMap { checkedType(of: $0) }
        guard let name = event.name.swiftName, let answer else { return nil }
        return EventDeclaration(
            wireName: event.wireName,
            name: name,
            documentation: event.remarks.documentation,
            deprecation: event.remarks.deprecation,
            arguments: arguments,
            answer: answer,
            thrownType: thrownType,
            timeout: event.timeout,
            location: event.name.location
        )
    }

    private mutating func arguments(_ definitions: [FieldDefinition]) -> [ArgumentDeclaration] {
        var firstOptional: DefinedName?
        var arguments: [ArgumentDeclaration] = []
        for definition in definitions {
            guard let type = types.check(definition.type, report: &report) else { continue }
            if type.isOptional || definition.defaultValue != nil {
                firstOptional = firstOptional ?? definition.name
            } else if let optional = firstOptional {
                let message = "the required argument \(definition.name.key.quoted) follows one that may be left out"
                let note = Diagnostic.Note(
                    message: "the argument \(optional.key.quoted) may be left out",
                    location: optional.location
                )
                report.error(.requiredAfterOptional, at: definition.name.location, message, notes: [note])
            }
            let defaultValue = defaultValue(of: definition, type: type)
            guard let name = definition.name.swiftName else { continue }
            arguments.append(
                ArgumentDeclaration(
                    schemaName: definition.name.key,
                    name: name,
                    type: type.reference,
                    constraint: type.constraint,
                    defaultValue: defaultValue,
                    documentation: definition.remarks.documentation,
                    location: definition.name.location
                )
            )
        }
        return arguments
    }

    private mutating func answer(_ answer: EventDefinition.Answer) -> EventDeclaration.Answer? {
        switch answer {
        case .none: return EventDeclaration.Answer.none
        case .void: return .void
        case .value(let type): return types.check(type, report: &report).map { .value($0.constrained) }
        case .stream(let type): return types.check(type, report: &report).map { .stream($0.constrained) }
        case .conversation(let name, let location): return conversation(name, at: location).map { .conversation($0) }
        case .refused: return nil
        }
    }

    private mutating func conversation(_ name: String, at location: SourceLocation) -> SwiftName? {
        if let conversation = conversations[name] { return conversation.swiftName }
        guard !document.hasUnreadConversations else { return nil }
        let problem: String
        if types.declares(name) {
            problem = "\(name.quoted) is a type; 'opens' takes the name of a conversation"
        } else if document.channels.contains(where: { $0.kind != .main && $0.name.key == name }) {
            problem = "\(name.quoted) is a channel; 'opens' takes the name of a conversation"
        } else {
            problem = "unknown conversation \(name.quoted)\(report.hint(for: name, among: conversations.keys.sorted()))"
        }
        report.error(.unknownConversation, at: location, problem)
        return nil
    }

    private mutating func checkedType(of thrown: ThrownDefinition) -> TypeReference? {
        guard let type = types.check(thrown.type, report: &report) else { return nil }
        switch type.base {
        case .structure(let index), .enumeration(let index), .union(let index):
            guard !type.isOptional else { break }
            guard mayBeThrown(index, at: thrown.location) else { return nil }
            thrownTypes.insert(index)
            return type.reference
        case .builtin, .list, .dictionary: break
        }
        let kind = type.isOptional ? "an optional" : type.base.description(types.definitions)
        let message = "what an event throws is an enumeration, a structure or a union, not \(kind)"
        report.error(.thrownType, at: thrown.location, message)
        return nil
    }

    /// Whether a type is declared where it can be made an error, or is one; otherwise that has been reported.
    private mutating func mayBeThrown(_ index: Int, at location: SourceLocation) -> Bool {
        let definition = types.definitions[index]
        guard let origin = definition.origin,
            let schema = document.importedSchemas.first(where: { $0.path == origin.canonicalPath }),
            let module = schema.module,
            schema.types.contains(where: { $0.name == definition.name.swiftName && !$0.isThrown })
        else { return true }
        let message =
            "the type \(definition.name.key.quoted) of the module \(module.quoted) is no error: no event of its own schema "
            + "throws it"
        report.error(.thrownType, at: location, message)
        return false
    }
}
