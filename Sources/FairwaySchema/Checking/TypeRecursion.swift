/// Finds the fields and cases through which a type contains itself, so that Swift has to store them behind a reference.
struct TypeRecursion {
    /// For each declaration, the group of those that contain one another.
    private let groups: [Int]
    /// The same with no way through a union.
    ///
    /// A circle that passes a union is broken by the union's case, which costs a user nothing; only a circle of
    /// structures alone needs one of its fields behind a reference.
    private let structureGroups: [Int]

    init(_ definitions: [TypeDefinition], members: TypeMembers) {
        var containment = ReferenceGraph(count: definitions.count)
        var structures = ReferenceGraph(count: definitions.count)
        for (index, definition) in definitions.enumerated() {
            for case let target? in members[index].map({ $0?.contained }) {
                containment.add(from: index, to: target)
                if !definition.isUnion { structures.add(from: index, to: target) }
            }
        }
        groups = containment.groups
        structureGroups = structures.groups
    }

    /// Whether a field of this type in a structure leads back to the structure.
    func isRecursive(fieldOf type: CheckedType, in structure: Int) -> Bool {
        guard let target = type.contained else { return false }
        return structureGroups[target] == structureGroups[structure]
    }

    /// Whether a case with this type in a union leads back to the union.
    func isRecursive(caseOf type: CheckedType, in union: Int) -> Bool {
        guard let target = type.contained else { return false }
        return groups[target] == groups[union]
    }
}

extension ReferenceGraph {
    /// For each declaration, the number of its component.
    fileprivate var groups: [Int] {
        var groups = Array(repeating: 0, count: count)
        for (number, component) in components.enumerated() {
            for index in component { groups[index] = number }
        }
        return groups
    }
}
