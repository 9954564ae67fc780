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

    func declares(_ name: String) -> Bool {
        scope.index(of: name) != nil
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
            guard let wrapped = check(wrapped, report: &report) else { return nil }
            guard !wrapped.isOptional else {
                report.error(.nestedOptional, at: location, "the type is optional already without its '?'")
                return nil
            }
            return wrapped.optional
        case .list(let element):
            guard let element = check(element, report: &report) else { return nil }
            return bounded(.list(of: element), at: type.location, report: &report)
        case .dictionary(let key, let value):
            let checkedKey = dictionaryKey(key, report: &report)
            guard let value = check(value, report: &report), let checkedKey else { return nil }
            return bounded(.dictionary(from: checkedKey, to: value), at: type.location, report: &report)
        case .constrained(let plain, let constraints):
            guard let plain = check(plain, report: &report) else { return nil }
            return ConstraintCheck(type: plain, definitions: definitions).apply(constraints, report: &report)
        }
    }

    /// How deep types may be nested: the Swift compiler takes twice as long for each level, which is minutes at forty.
    static let deepestType = 24

    /// The type, unless it is nested deeper than that.
    private func bounded(
        _ type: CheckedType,
        at location: SourceLocation?,
        report: inout DiagnosticReport
    ) -> CheckedType? {
        guard type.levels > Self.deepestType, let location else { return type }
        let message = "with its aliases the type is nested deeper than \(Self.deepestType) levels"
        report.error(.nestingTooDeep, at: location, message)
        return nil
    }

    private mutating func dictionaryKey(_ type: TypeExpression, report: inout DiagnosticReport) -> CheckedType? {
        guard let key = check(type, report: &report) else { return nil }
        switch key.base {
        case .builtin(.string) where !key.isOptional, .enumeration where !key.isOptional: return key
        default:
            guard let location = type.location else { return nil }
            let message = "the keys of a dictionary are strings or cases of an enumeration, as in { string: T }"
            report.error(.dictionaryKey, at: location, message)
            return nil
        }
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
        case .union: return CheckedType(reference: reference, base: .union(index))
        case .alias: return aliases[index]?.alias(reference)
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
                aliases[index] = check(type, report: &report)
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
