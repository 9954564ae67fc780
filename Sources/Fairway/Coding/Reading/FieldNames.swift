/// The names of a structure's fields in the order in which they are written, prepared for finding them in JSON text.
///
/// Make it once for each type, as a static constant. A field's index is its place in the list.
public struct FieldNames: Sendable {
    final class Table: Sendable {
        let keys: [FieldKey]
        let names: [String]

        /// What one object needs besides; `nil` in what all objects of a type share.
        let rarities: ObjectRarities?

        init(_ names: [String]) {
            self.names = names
            keys = names.map(FieldKey.init)
            rarities = nil
        }

        /// The same names for one object.
        init(_ shared: Table, with rarities: ObjectRarities) {
            names = shared.names
            keys = shared.keys
            self.rarities = rarities
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
    /// The next eight bytes of a quoted name of more than sixteen.
    private let second: UInt64
    /// The last eight bytes of a quoted name of more than eight.
    private let tail: UInt64
    /// The length with both quotes.
    let length: Int

    init(_ name: String) {
        let quoted = [ASCII.quote] + name.utf8 + [ASCII.quote]
        func word(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { sum, index in
                start + index < quoted.count ? sum | UInt64(quoted[start + index]) << (8 * UInt64(index)) : sum
            }
        }
        second = quoted.count > 16 ? word(8) : 0
        tail = quoted.count > 8 ? word(quoted.count - 8) : 0
        if name.utf8.contains(where: { $0 < 0x20 || $0 == ASCII.quote || $0 == ASCII.backslash }) {
            // A name that JSON can only write with an escape is never equal to unescaped text: no word fits this.
            (head, mask, length) = (1, 0, .max)
        } else {
            head = word(0)
            mask = quoted.count >= 8 ? .max : (1 << (8 * UInt64(quoted.count))) - 1
            length = quoted.count
        }
    }

    /// Whether the quoted name, which is that of `name`, stands at `offset`, written without escapes.
    @inline(__always)
    func matches(_ bytes: WireBytes, at offset: Int, name: @autoclosure () -> String) -> Bool {
        guard let word = bytes.word(at: offset) else {
            return FieldKey.stands(head, length: length, in: bytes, at: offset)
        }
        guard word & mask == head else { return false }
        if length <= 8 { return true }
        guard bytes.word(at: offset &+ length &- 8) == tail else { return false }
        if length <= 16 { return true }
        guard bytes.word(at: offset &+ 8) == second else { return false }
        return length <= 24 || FieldKey.stands(name(), in: bytes, at: offset &+ 1)
    }

    /// What lies between the words is looked at byte by byte, as names are rarely that long.
    @inline(never)
    private static func stands(_ name: String, in bytes: WireBytes, at offset: Int) -> Bool {
        var at = offset
        for byte in name.utf8 {
            guard bytes[at] == byte else { return false }
            at += 1
        }
        return true
    }

    /// Near the end of the text no whole word is left.
    @inline(never)
    private static func stands(_ head: UInt64, length: Int, in bytes: WireBytes, at offset: Int) -> Bool {
        guard length <= 8 else { return false }
        for index in 0..<length where bytes[offset + index] != UInt8(truncatingIfNeeded: head >> (8 * UInt64(index))) {
            return false
        }
        return true
    }
}
