/// Sees that a default fits its type and its constraints.
struct DefaultCheck {
    let type: CheckedType
    let definitions: [TypeDefinition]

    func value(_ node: YAMLNode, report: inout DiagnosticReport) -> DefaultValue? {
        guard !type.isOptional else {
            let message = "an optional type has no default: what is left out is nil already"
            report.error(.optionalDefault, at: node.location, message)
            return nil
        }
        if case .refused = node.content { return nil }
        do throws(DefaultMisfit) {
            return try fittingValue(node, report: &report)
        } catch {
            report.error(.invalidDefault, at: error.location ?? node.location, error.message)
            return nil
        }
    }

    private func fittingValue(
        _ node: YAMLNode,
        report: inout DiagnosticReport
    ) throws(DefaultMisfit) -> DefaultValue? {
        switch (type.base, node.content) {
        case (.list, .sequence(let items)) where items.isEmpty:
            try checkEmptyCollection()
            return .emptyList
        case (.dictionary, .mapping(let entries)) where entries.isEmpty:
            try checkEmptyCollection()
            return .emptyDictionary
        case (.list, _): throw DefaultMisfit("the default of a list is the empty list, []")
        case (.dictionary, _): throw DefaultMisfit("the default of a dictionary is the empty dictionary, {}")
        case (.structure, _): throw DefaultMisfit("a structure has no default")
        case (.union, _): throw DefaultMisfit("a union has no default")
        case (.enumeration(let index), .scalar(let scalar)):
            return try enumerationCase(scalar.text, of: index, report: &report)
        case (.enumeration, _): throw DefaultMisfit("the default is a case, not \(node.kindDescription)")
        case (.builtin(.json), _): return try JSONDefault(node).map { .json($0) }
        case (.builtin(let builtin), .scalar(let scalar)):
            return try ScalarDefault(type: builtin, limits: type.limits, scalar: scalar).value()
        case (.builtin(let builtin), _):
            throw DefaultMisfit("the default of '\(builtin.rawValue)' is not \(node.kindDescription)")
        }
    }

    private func checkEmptyCollection() throws(DefaultMisfit) {
        guard type.limits.admits(count: 0) else {
            throw DefaultMisfit("the default has no items, and the constraints want \(type.limits.description)")
        }
    }

    /// Nil where the case has been refused, or may have been.
    private func enumerationCase(
        _ text: String,
        of index: Int,
        report: inout DiagnosticReport
    ) throws(DefaultMisfit) -> DefaultValue? {
        guard case .enumeration(let enumeration) = definitions[index].body else { return nil }
        if let match = enumeration.casesByName[text] { return match.swiftName.map { .enumerationCase($0) } }
        guard enumeration.isWhole else { return nil }
        let hint = report.hint(for: text, among: enumeration.casesByName.keys.sorted())
        let name = definitions[index].name.key
        throw DefaultMisfit("\(text.quoted) is not a case of \(name.quoted)\(hint)")
    }
}

/// Why a default does not fit its type.
struct DefaultMisfit: Error {
    let message: String
    /// The place inside the default, where it is not the whole.
    let location: SourceLocation?

    init(_ message: String, at location: SourceLocation? = nil) {
        self.message = message
        self.location = location
    }
}
