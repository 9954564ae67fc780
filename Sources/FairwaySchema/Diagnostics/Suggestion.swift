/// Finds the known name that a misspelt one was probably meant to be.
enum Suggestion {
    static func nearest<Candidates: Sequence<String>>(to name: String, among candidates: Candidates) -> String? {
        let wanted = Array(name.unicodeScalars.prefix(longestName + 1))
        guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
        let limit = Swift.max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= 4 * longestName {
            let scalars = Array(candidate.unicodeScalars)
            guard abs(scalars.count - wanted.count) <= limit else { continue }
            let distance = editDistance(wanted, scalars)
            guard distance <= limit, distance < scalars.count, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// A longer name is not a misspelling, and would cost too much to compare.
    private static let longestName = 64

    /// How many insertions, deletions, replacements and swaps of neighbours lead from one name to the other, where
    /// letters that differ only in case count as the same.
    private static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let isSame = matches(first[row], second[column])
                var cost = Swift.min(
                    previous[column] + (isSame ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, matches(first[row], second[column - 1]), matches(first[row - 1], second[column])
                {
                    cost = Swift.min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[second.count]
    }

    private static func matches(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        first == second || first.properties.lowercaseMapping == second.properties.lowercaseMapping
    }
}
