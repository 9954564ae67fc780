/// Finds text that is made to be slow: characters with endless combining marks.
///
/// Strings are equal where their normal forms are, and the standard library brings the marks of a character into order
/// by insertion, which for a schema full of marks takes minutes each time that a name is compared.
enum CombiningMarks {
    /// How many marks may follow each other; written languages need fewer than ten, and UAX #15 allows for thirty.
    static let limit = 128

    static func exceedLimit(in text: String) -> Bool {
        // A mark takes two bytes at least.
        guard text.utf8.count > 2 * limit else { return false }
        var count = 0
        for scalar in text.unicodeScalars {
            count = isMark(scalar) ? count + 1 : 0
            if count > limit { return true }
        }
        return false
    }

    /// Whether a scalar is put in order among those before it once it is decomposed.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300: false
        // These have a class of zero, and yet decompose into nothing but marks.
        case 0x0F73, 0x0F75, 0x0F81: true
        default: scalar.properties.canonicalCombiningClass != .notReordered
        }
    }
}
