/// Finds the known name that a misspelt one was probably meant to be.
enum Suggestion {
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let wanted = folded(name)
        guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
        let limit = Swift.max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where abs(candidate.utf8.count - name.utf8.count) <= 4 * longestName {
            let scalars = folded(candidate)
            guard abs(scalars.count - wanted.count) <= limit else { continue }
            let allowed = Swift.min(limit, scalars.count - 1, (best?.distance ?? .max) - 1)
            guard let distance = editDistance(wanted, scalars, atMost: allowed) else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// A longer name is not a misspelling, and would cost too much to compare.
    private static let longestName = 64

    /// The scalars to compare, as far as they are needed: letters that differ only in case count as the same.
    private static func folded(_ name: String) -> [Unicode.Scalar] {
        name.unicodeScalars.prefix(2 * longestName).map { scalar in
            if scalar.isASCII {
                return ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
            }
            return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        }
    }

    /// How many insertions, deletions, replacements and swaps of neighbours lead from one name to the other; nil where
    /// it takes more than the limit.
    private static func editDistance(
        _ first: [Unicode.Scalar],
        _ second: [Unicode.Scalar],
        atMost limit: Int
    ) -> Int? {
        guard limit >= 0 else { return nil }
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            current.reserveCapacity(second.count + 1)
            var least = row + 1
            for column in second.indices {
                let isSame = first[row] == second[column]
                var cost = Swift.min(
                    previous[column] + (isSame ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    cost = Swift.min(cost, beforePrevious[column - 1] + 1)
                }
                least = Swift.min(least, cost)
                current.append(cost)
            }
            // A swap comes from the row before, but that has nothing cheaper than this row's least by more than one.
            guard least <= limit else { return nil }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[second.count] <= limit ? previous[second.count] : nil
    }
}
