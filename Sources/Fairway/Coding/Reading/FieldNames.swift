/// The names of a structure's fields in the order in which they are written, prepared for finding them in JSON text.
///
/// Make it once for each type, as a static constant. A field's index is its place in the list.
public struct FieldNames: Sendable {
    final class Table: Sendable {
        let keys: [FieldKey]
        let names: [String]

        init(_ names: [String]) {
            self.names = names
            keys = names.map(FieldKey.init)
        }
    }

    let table: Table

    /// Prepares `names`; where a name stands twice, the first one is found.
    public init(_ names: [String]) {
        table = Table(names)
    }

    /// No declared fields at all, for reading objects with arbitrary keys.
    static let none = FieldNames([])
}

extension FieldNames: ExpressibleByArrayLiteral {
    /// Prepares the listed names.
    public init(arrayLiteral elements: String...) {
        self.init(elements)
    }
}

/// One quoted name in a form that a few word comparisons find in the text.
struct FieldKey: Sendable {
    /// The first eight bytes of the quoted name, zero beyond its end, and the bits of them that count.
    private let head: UInt64
    private let mask: UInt64
    /// The last eight bytes of a quoted name longer than that.
    private let tail: UInt64
    /// The length with both quotes.
    let length: Int
    /// What lies between head and tail, by words.
    private let middle: [UInt64]

    init(_ name: String) {
        var quoted: [UInt8] = [ASCII.quote]
        quoted += name.utf8
        quoted.append(ASCII.quote)
        length = quoted.count
        func word(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { sum, index in
                start + index < quoted.count ? sum | UInt64(quoted[start + index]) << (8 * UInt64(index)) : sum
            }
        }
        head = word(0)
        mask = quoted.count >= 8 ? .max : (1 << (8 * UInt64(quoted.count))) - 1
        tail = quoted.count > 8 ? word(quoted.count - 8) : 0
        middle = quoted.count > 16 ? stride(from: 8, to: quoted.count - 8, by: 8).map(word) : []
        needsEscape = name.utf8.contains { $0 < 0x20 || $0 == ASCII.quote || $0 == ASCII.backslash }
    }

    /// A name that JSON can only write with an escape is never equal to unescaped text.
    private let needsEscape: Bool

    /// Whether the quoted name stands at `offset`, written without escapes.
    @inline(__always)
    func matches(_ bytes: WireBytes, at offset: Int) -> Bool {
        guard let word = bytes.word(at: offset) else { return matchesSlowly(bytes, at: offset) }
        guard word & mask == head else { return false }
        if length <= 8 { return !needsEscape }
        guard bytes.word(at: offset + length - 8) == tail, !needsEscape else { return false }
        return length <= 16 || matchesMiddle(bytes, at: offset)
    }

    private func matchesMiddle(_ bytes: WireBytes, at offset: Int) -> Bool {
        for index in middle.indices where bytes.word(at: offset + 8 + 8 * index) != middle[index] { return false }
        return true
    }

    /// Near the end of the text no whole word is left.
    private func matchesSlowly(_ bytes: WireBytes, at offset: Int) -> Bool {
        guard length <= 8, !needsEscape else { return false }
        for index in 0..<length where bytes[offset + index] != UInt8(truncatingIfNeeded: head >> (8 * UInt64(index))) {
            return false
        }
        return true
    }
}
