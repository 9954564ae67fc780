import FairwaySchema

/// Names for parameters and variables that carry the schema's names where nothing else of the code has them.
struct InternalNames {
    private var used: Set<String>
    /// One for each of the schema's names, in their order, ready to be written.
    private(set) var names: [String] = []

    /// - Parameter taken: what the code around uses itself; `self` need not be listed.
    init(_ schemaNames: [SwiftName], avoiding taken: Set<String> = []) {
        let taken = taken.union(["self"])
        used = taken.union(schemaNames.map(\.identifier))
        for name in schemaNames {
            names.append(taken.contains(name.identifier) ? free(name.identifier + "Value") : "\(name)")
        }
    }

    /// A name that nothing has yet: the first of `candidates` that is free.
    mutating func claim(_ candidates: String...) -> String {
        guard let name = candidates.first(where: { !used.contains($0) }) else {
            return free(candidates.last ?? "value")
        }
        used.insert(name)
        return name
    }

    private mutating func free(_ name: String) -> String {
        var candidate = name
        while used.contains(candidate) { candidate += "Value" }
        used.insert(candidate)
        return candidate
    }
}
