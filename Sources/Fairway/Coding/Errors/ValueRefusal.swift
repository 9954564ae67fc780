/// What is wrong with a value that is of the right type, in words; a reference, so that its absence costs one register.
@usableFromInline
package final class ValueRefusal: Sendable, Equatable {
    /// The way from the value that was looked at to the one that is wrong, such as `.list[1]`.
    let path: String
    /// Completes "expected …".
    let expected: String
    /// Completes "got …".
    let found: String

    init(expected: String, found: String, path: String = "") {
        self.path = path
        self.expected = expected
        self.found = found
    }

    /// The same as seen from the list that holds the value.
    @inline(never)
    @usableFromInline
    func inElement(_ index: Int) -> ValueRefusal {
        ValueRefusal(expected: expected, found: found, path: "[\(index)]\(path)")
    }

    /// The same as seen from the dictionary that holds the value, or the key.
    @inline(never)
    @usableFromInline
    func atKey(_ key: String) -> ValueRefusal {
        ValueRefusal(expected: expected, found: found, path: PathSearch.component(forKey: key) + path)
    }

    @usableFromInline
    package static func == (left: ValueRefusal, right: ValueRefusal) -> Bool {
        left.path == right.path && left.expected == right.expected && left.found == right.found
    }
}

extension ConversionError {
    /// The error for a value that starts at `offset`, or that was about to be written.
    @inline(never)
    @usableFromInline
    init(_ refusal: ValueRefusal, at offset: Int = 0) {
        self.init(.refused(refusal), at: offset)
    }
}
