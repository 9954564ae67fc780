/// Finds the structures that contain themselves, which Swift can store only behind a reference or not at all.
struct StructureRecursion {
    /// The types of the fields of each structure, by the place of the structure among the types.
    let fieldTypes: [Int: [CheckedType?]]
    /// For each declaration, the group of those that contain one another.
    private var groups: [Int]

    init(_ types: inout TypeTable, report: inout DiagnosticReport) {
        let definitions = types.definitions
        var fieldTypes: [Int: [CheckedType?]] = [:]
        var containment = ReferenceGraph(count: definitions.count)
        var requirement = ReferenceGraph(count: definitions.count)
        for (index, definition) in definitions.enumerated() {
            guard case .structure(let fields) = definition.body else { continue }
            let checked = fields.map { types.check($0.type, report: &report) }
            fieldTypes[index] = checked
            for case .some(let type) in checked {
                guard case .structure(let target) = type.base else { continue }
                containment.add(from: index, to: target)
                if !type.isOptional { requirement.add(from: index, to: target) }
            }
        }
        self.fieldTypes = fieldTypes
        groups = Array(repeating: 0, count: definitions.count)
        for (number, component) in containment.components.enumerated() {
            for index in component { groups[index] = number }
        }
        for component in requirement.components where requirement.isCycle(component) {
            refuse(component.sorted(), in: definitions, report: &report)
        }
    }

    /// Whether a field of this type in a structure leads back to the structure.
    func isRecursive(_ type: CheckedType?, in structure: Int) -> Bool {
        guard case .structure(let target) = type?.base else { return false }
        return groups[target] == groups[structure]
    }

    private func refuse(_ members: [Int], in definitions: [TypeDefinition], report: inout DiagnosticReport) {
        guard let first = members.first else { return }
        let inside = Set(members)
        let fields = members.prefix(8).compactMap { field(of: $0, leadingTo: inside, in: definitions) }
        guard let field = fields.first else { return }
        let name = definitions[first].name.key
        let notes = fields.dropFirst().map {
            Diagnostic.Note(message: "by way of the field \($0.key.quoted)", location: $0.location)
        }
        let message =
            "the structure \(name.quoted) contains itself through the field \(field.key.quoted) with no way out; "
            + "make one of the fields optional"
        report.error(.endlessStructure, at: field.location, message, notes: Array(notes))
    }

    /// The first field that a structure cannot be without and that leads into the group.
    private func field(of index: Int, leadingTo group: Set<Int>, in definitions: [TypeDefinition]) -> DefinedName? {
        guard case .structure(let fields) = definitions[index].body, let types = fieldTypes[index] else { return nil }
        return zip(fields, types).first { _, type in
            guard let type, !type.isOptional, case .structure(let target) = type.base else { return false }
            return group.contains(target)
        }?.0.name
    }
}
