/// Which of a row of declarations refer to which, to find those that lead back to themselves.
struct ReferenceGraph {
    private var targets: [[Int]]

    var count: Int { targets.count }

    init(count: Int) {
        targets = Array(repeating: [], count: count)
    }

    mutating func add(from source: Int, to target: Int) {
        targets[source].append(target)
    }

    /// The groups of declarations that all lead to one another, each after those that it refers to; a declaration that
    /// is in no cycle is a group of its own.
    var components: [[Int]] {
        var search = ComponentSearch(targets: targets)
        return search.run()
    }

    /// Whether a group is a cycle rather than a declaration that only refers to others.
    func isCycle(_ component: [Int]) -> Bool {
        guard let first = component.first, component.count == 1 else { return !component.isEmpty }
        return targets[first].contains(first)
    }
}

/// Tarjan's search with a stack of its own, because a schema decides how long a chain of references is.
private struct ComponentSearch {
    private let targets: [[Int]]
    private var order: [Int?]
    private var lowest: [Int]
    private var isPending: [Bool]
    private var pending: [Int] = []
    private var path: [(node: Int, nextTarget: Int)] = []
    private var visited = 0
    private var components: [[Int]] = []

    init(targets: [[Int]]) {
        self.targets = targets
        order = Array(repeating: nil, count: targets.count)
        lowest = Array(repeating: 0, count: targets.count)
        isPending = Array(repeating: false, count: targets.count)
    }

    mutating func run() -> [[Int]] {
        for root in targets.indices where order[root] == nil {
            enter(root)
            while let (node, next) = path.last {
                if next < targets[node].count {
                    path[path.count - 1].nextTarget += 1
                    follow(targets[node][next], from: node)
                } else {
                    path.removeLast()
                    leave(node)
                }
            }
        }
        return components
    }

    private mutating func enter(_ node: Int) {
        order[node] = visited
        lowest[node] = visited
        visited += 1
        pending.append(node)
        isPending[node] = true
        path.append((node, 0))
    }

    private mutating func follow(_ target: Int, from node: Int) {
        if let seen = order[target] {
            if isPending[target] { lowest[node] = min(lowest[node], seen) }
        } else {
            enter(target)
        }
    }

    private mutating func leave(_ node: Int) {
        if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
        guard lowest[node] == order[node] else { return }
        var component: [Int] = []
        while let member = pending.popLast() {
            isPending[member] = false
            component.append(member)
            if member == node { break }
        }
        components.append(component)
    }
}
