/// Sees that a default fits its type.
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
        if case .builtin(let builtin) = type.base, [.date, .uuid, .url, .data, .json].contains(builtin) {
            report.notYetSupported("a default of the type '\(builtin.rawValue)'", at: node.location)
            return nil
        }
        do throws(DefaultMisfit) {
            return try fittingValue(node, report: &report)
        } catch {
            report.error(.invalidDefault, at: node.location, error.message)
            return nil
        }
    }

    private func fittingValue(
        _ node: YAMLNode,
        report: inout DiagnosticReport
    ) throws(DefaultMisfit) -> DefaultValue? {
        switch (type.base, node.content) {
        case (.list, .sequence(let items)):
            guard items.isEmpty else { throw DefaultMisfit("the default of a list is the empty list, []") }
            return .emptyList
        case (.dictionary, .mapping(let entries)):
            guard entries.isEmpty else {
                throw DefaultMisfit("the default of a dictionary is the empty dictionary, {}")
            }
            return .emptyDictionary
        case (.list, _): throw DefaultMisfit("the default of a list is the empty list, []")
        case (.dictionary, _): throw DefaultMisfit("the default of a dictionary is the empty dictionary, {}")
        case (.structure, _): throw DefaultMisfit("a structure has no default")
        case (.enumeration(let index), .scalar(let scalar)):
            return try enumerationCase(scalar.text, of: index, report: &report)
        case (.enumeration, _): throw DefaultMisfit("the default is a case, not \(node.kindDescription)")
        case (.builtin(let builtin), .scalar(let scalar)):
            return try ScalarDefault(type: builtin, scalar: scalar).value()
        case (.builtin(let builtin), _):
            throw DefaultMisfit("the default of '\(builtin.rawValue)' is not \(node.kindDescription)")
        }
    }

    /// Nil where the case is declared but has been refused.
    private func enumerationCase(
        _ text: String,
        of index: Int,
        report: inout DiagnosticReport
    ) throws(DefaultMisfit) -> DefaultValue? {
        guard case .enumeration(let enumeration) = definitions[index].body else { return nil }
        if let match = enumeration.casesByName[text] { return match.swiftName.map { .enumerationCase($0) } }
        let hint = report.hint(for: text, among: enumeration.casesByName.keys.sorted())
        let name = definitions[index].name.key
        throw DefaultMisfit("\(text.quoted) is not a case of \(name.quoted)\(hint)")
    }
}

/// Why a default does not fit its type.
struct DefaultMisfit: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
