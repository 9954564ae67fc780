/// Finds the structures and unions of which there can be no value, because each one would hold another.
struct EndlessTypes {
    private let definitions: [TypeDefinition]
    private let members: TypeMembers

    init(_ definitions: [TypeDefinition], members: TypeMembers) {
        self.definitions = definitions
        self.members = members
    }

    func refuse(report: inout DiagnosticReport) {
        let endless = endlessDeclarations
        var graph = ReferenceGraph(count: definitions.count)
        for index in definitions.indices where endless[index] {
            for case let type? in members[index] {
                guard let target = needed(by: type), endless[target] else { continue }
                graph.add(from: index, to: target)
            }
        }
        for component in graph.components where graph.isCycle(component) {
            refuse(component, report: &report)
        }
    }

    /// The declaration that a value of the type cannot be without.
    private func needed(by type: CheckedType) -> Int? {
        type.isOptional ? nil : type.contained
    }

    /// Whether there is no value of a declaration: found by starting from those that end and going back from them.
    private var endlessDeclarations: [Bool] {
        var isEndless = Array(repeating: true, count: definitions.count)
        var missing = Array(repeating: 0, count: definitions.count)
        var dependents: [[Int]] = Array(repeating: [], count: definitions.count)
        var settled: [Int] = []
        for (index, definition) in definitions.enumerated() {
            let types = members[index]
            // What has been refused may be anything, and is no reason for another error.
            let needs = types.map { $0.flatMap(needed) }
            for case let target? in needs { dependents[target].append(index) }
            // A structure waits for all of its fields, a union for the first of its cases.
            let waits = needs.count { $0 != nil }
            missing[index] = definition.isUnion ? (waits == needs.count ? min(1, waits) : 0) : waits
            if missing[index] == 0 { settled.append(index) }
        }
        while let index = settled.popLast() {
            guard isEndless[index] else { continue }
            isEndless[index] = false
            for dependent in dependents[index] where isEndless[dependent] {
                missing[dependent] -= 1
                if missing[dependent] <= 0 { settled.append(dependent) }
            }
        }
        return isEndless
    }

    private func refuse(_ component: [Int], report: inout DiagnosticReport) {
        guard let first = component.min() else { return }
        let way = way(from: first, within: Set(component))
        let steps = way.compactMap { definitions[$0.declaration].member(at: $0.member) }
        guard let start = steps.first else { return }
        let kind = definitions[first].isUnion ? "union" : "structure"
        let cure = component.contains { definitions[$0].isUnion } ? "fields or cases" : "fields"
        let message =
            "the \(kind) \(definitions[first].name.key.quoted) contains itself through \(start.description) "
            + "with no way out; make one of the \(cure) optional"
        let notes = steps.dropFirst().prefix(8).map {
            Diagnostic.Note(message: "by way of \($0.description)", location: $0.location)
        }
        report.error(.endlessType, at: start.location, message, notes: notes)
    }

    private struct Step {
        let declaration: Int
        let member: Int
    }

    /// A shortest way from a declaration back to itself.
    private func way(from first: Int, within group: Set<Int>) -> [Step] {
        var arrivals: [Int: Step] = [:]
        var queue = [first]
        var next = 0
        while next < queue.count, arrivals[first] == nil {
            let index = queue[next]
            next += 1
            for (offset, type) in members[index].enumerated() {
                guard let target = type.flatMap(needed), group.contains(target), arrivals[target] == nil else {
                    continue
                }
                arrivals[target] = Step(declaration: index, member: offset)
                queue.append(target)
            }
        }
        var way: [Step] = []
        var place = first
        while let step = arrivals[place] {
            way.append(step)
            place = step.declaration
            if place == first { break }
        }
        return way.reversed()
    }
}
