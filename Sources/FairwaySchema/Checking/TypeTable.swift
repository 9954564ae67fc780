/// The types of a document by name, and what each use of a type comes to.
struct TypeTable {
    let definitions: [TypeDefinition]
    private let scope: TypeScope
    /// The canonical paths of the imports of which a type is used.
    private(set) var usedImports: Set<String> = []
    private let hasUnreadTypes: Bool
    private var aliases: [Int: CheckedType] = [:]

    init(_ document: SchemaDocument, report: inout DiagnosticReport) {
        definitions = document.types
        hasUnreadTypes = document.hasUnreadTypes
        scope = TypeScope(types: document.types, visible: Set(document.importedFiles.keys))
        checkAliases(report: &report)
    }

    /// The declarations that a type names.
    func references(of type: TypeExpression) -> [Int] {
        type.names.compactMap { scope.index(of: $0) }
    }

    /// What an alias stands for; nil where that has been refused.
    func alias(at index: Int) -> CheckedType? {
        aliases[index]
    }

    /// What a type as written is; nil where it has been refused.
    mutating func check(_ type: TypeExpression, report: inout DiagnosticReport) -> CheckedType? {
        switch type {
        case .refused: return nil
        case .name(let name, let location):
            return named(name, at: location, report: &report)
        case .optional(let wrapped, let location):
            guard let wrapped = nested(wrapped, report: &report) else { return nil }
            guard !wrapped.isOptional else {
                report.error(.nestedOptional, at: location, "the type is optional already without its '?'")
                return nil
            }
            let reference = TypeReference.optional(wrapped.reference)
            return CheckedType(reference: reference, isOptional: true, base: wrapped.base, depth: wrapped.depth + 1)
        case .list(let element):
            guard let element = nested(element, report: &report) else { return nil }
            return CheckedType(reference: .list(element.reference), base: .list, depth: element.depth + 1)
        case .dictionary(let key, let value):
            let checkedKey = dictionaryKey(key, report: &report)
            guard let value = nested(value, report: &report), let checkedKey else { return nil }
            let reference = TypeReference.dictionary(key: checkedKey.reference, value: value.reference)
            let depth = max(checkedKey.depth, value.depth) + 1
            return CheckedType(reference: reference, base: .dictionary, depth: depth)
        }
    }

    /// What a type inside of another is; nil too where the other would be too deep, which is then reported.
    ///
    /// Whoever looks through a type later may so do it by recursion.
    private mutating func nested(_ type: TypeExpression, report: inout DiagnosticReport) -> CheckedType? {
        guard let checked = check(type, report: &report) else { return nil }
        return checked.mayBeNested(at: type.location, report: &report) ? checked : nil
    }

    private mutating func dictionaryKey(_ type: TypeExpression, report: inout DiagnosticReport) -> CheckedType? {
        guard let key = nested(type, report: &report) else { return nil }
        if key.base == .builtin(.string), !key.isOptional { return key }
        guard let location = type.location else { return nil }
        if case .enumeration = key.base, !key.isOptional {
            report.notYetSupported("a dictionary with the keys of an enumeration", at: location)
        } else {
            report.error(.dictionaryKey, at: location, "the keys of a dictionary are strings, as in { string: T }")
        }
        return nil
    }

    private mutating func named(
        _ name: String,
        at location: SourceLocation,
        report: inout DiagnosticReport
    ) -> CheckedType? {
        if let builtin = BuiltinType(rawValue: name) {
            return CheckedType(reference: .builtin(builtin), base: .builtin(builtin))
        }
        guard let index = scope.index(of: name) else {
            let rivals = scope.rivals(for: name)
            if !rivals.isEmpty {
                let notes = rivals.map { Diagnostic.Note(message: "it could be this one", location: $0.name.location) }
                let message = "several imported schemas have a type \(name.quoted)"
                report.error(.ambiguousType, at: location, message, notes: notes)
            } else if name == "void" {
                report.error(.misplacedVoid, at: location, "'void' stands only after 'returns', and alone")
            } else if !hasUnreadTypes || name.first?.isLowercase == true {
                let hint = report.hint(for: name, among: knownNames)
                report.error(.unknownType, at: location, "unknown type \(name.quoted)\(hint)")
            }
            return nil
        }
        if let file = scope.importedFile(of: name) { usedImports.insert(file) }
        guard let swiftName = definitions[index].name.swiftName else { return nil }
        let reference = definitions[index].reference(as: swiftName)
        switch definitions[index].body {
        case .refused: return nil
        case .structure: return CheckedType(reference: reference, base: .structure(index))
        case .enumeration: return CheckedType(reference: reference, base: .enumeration(index))
        case .alias:
            guard let target = aliases[index] else { return nil }
            return CheckedType(
                reference: reference,
                isOptional: target.isOptional,
                base: target.base,
                depth: target.depth
            )
        }
    }

    private var knownNames: [String] {
        BuiltinType.allCases.map(\.rawValue) + scope.names
    }

    /// Settles what aliases stand for, each after those that it is made of.
    private mutating func checkAliases(report: inout DiagnosticReport) {
        var graph = ReferenceGraph(count: definitions.count)
        for (index, definition) in definitions.enumerated() {
            guard case .alias(let type) = definition.body else { continue }
            for target in references(of: type) {
                guard case .alias = definitions[target].body else { continue }
                graph.add(from: index, to: target)
            }
        }
        for component in graph.components {
            if graph.isCycle(component) {
                refuseCycle(component.sorted(), report: &report)
            } else if let index = component.first, case .alias(let type) = definitions[index].body {
                var target = check(type, report: &report)
                if let location = type.location, target?.mayBeNested(at: location, report: &report) == false {
                    target = nil
                }
                target?.depth += 1
                aliases[index] = target
            }
        }
    }

    private func refuseCycle(_ members: [Int], report: inout DiagnosticReport) {
        let names = members.map { definitions[$0].name }
        guard let first = names.first else { return }
        let notes = names.dropFirst().prefix(8).map {
            Diagnostic.Note(message: "by way of \($0.key.quoted)", location: $0.location)
        }
        let message = "the alias \(first.key.quoted) stands for itself"
        report.error(.aliasCycle, at: first.location, message, notes: Array(notes))
    }
}

/// What a use of a type comes to.
struct CheckedType {
    let reference: TypeReference
    /// Whether the type is optional, be it by way of an alias.
    var isOptional = false
    /// What it is once aliases and the optional are seen through.
    let base: Base
    /// How many optionals, lists, dictionaries and aliases it takes to get to the innermost type.
    var depth = 0

    /// Whether something may be made of the type that is one level deeper.
    func mayBeNested(at location: SourceLocation?, report: inout DiagnosticReport) -> Bool {
        guard depth >= Self.deepest else { return true }
        guard let location else { return false }
        let message = "with what its aliases stand for, the type is nested deeper than \(Self.deepest) levels"
        report.error(.nestingTooDeep, at: location, message)
        return false
    }

    private static let deepest = YAMLReader.deepestNesting

    enum Base: Hashable {
        case builtin(BuiltinType)
        /// The place of the declaration among the types.
        case structure(Int)
        case enumeration(Int)
        case list, dictionary
    }
}

extension TypeExpression {
    /// The names that the type is made of.
    var names: [String] {
        switch self {
        case .name(let name, _): [name]
        case .optional(let type, _), .list(let type): type.names
        case .dictionary(let key, let value): key.names + value.names
        case .refused: []
        }
    }

    /// Where the first name in the type is.
    var location: SourceLocation? {
        switch self {
        case .name(_, let location), .optional(_, let location): location
        case .list(let type): type.location
        case .dictionary(let key, _): key.location
        case .refused: nil
        }
    }
}
