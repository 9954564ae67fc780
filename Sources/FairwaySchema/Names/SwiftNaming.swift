import Foundation

/// Makes Swift identifiers of the names that a schema uses.
///
/// They are in composed form, which is what keyboards type: the compiler compares identifiers by their bytes.
enum SwiftNaming {
    /// A name for a member: `user-typing` becomes `userTyping`. Nil where nothing is left that an identifier may hold.
    static func member(_ name: String) -> SwiftName? {
        var words = words(of: name)
        guard let first = words.first else { return nil }
        words[0] = lowercasingStart(of: first)
        guard let name = identifier(words) else { return nil }
        return takenMembers.contains(name.identifier) ? SwiftName(identifier: "_\(name.identifier)") : name
    }

    /// Even in backticks, Swift reads a member called `self` as the value itself in some places; a field with one of
    /// the other names would be taken for how its structure is hashed, or for whether it is `null` on the wire.
    private static let takenMembers: Set<String> = ["self", "hashValue", "isNull"]

    /// A name for a type or a namespace: `user-typing` becomes `UserTyping`.
    static func type(_ name: String) -> SwiftName? {
        var words = words(of: name)
        guard let first = words.first else { return nil }
        words[0] = capitalizing(first)
        return identifier(words)
    }

    private static func words(of name: String) -> [Substring.UnicodeScalarView] {
        // Names that are no keys, as those of cases in a list, may be no longer than those that are.
        guard name.utf8.count <= YAMLReader.longestKey else { return [] }
        return name.composed.unicodeScalars.split { !IdentifierCharacters.contains($0) }
    }

    private static func identifier(_ words: [Substring.UnicodeScalarView]) -> SwiftName? {
        var scalars = String.UnicodeScalarView()
        for (index, word) in words.enumerated() {
            scalars.append(contentsOf: index == 0 ? word : capitalizing(word))
        }
        // An underscore alone is a pattern to Swift, and more of them tell a reader nothing.
        guard let first = scalars.first, scalars.contains(where: { $0 != "_" }) else { return nil }
        if first != "_", !IdentifierCharacters.canStart(first) { scalars.insert("_", at: scalars.startIndex) }
        // A letter in another case may join the mark behind it.
        return SwiftName(identifier: String(scalars).composed)
    }

    private static func capitalizing(_ word: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        guard let first = word.first else { return word }
        return Substring([first.mapped(\.titlecaseMapping)]).unicodeScalars + word.dropFirst()
    }

    /// `URL` becomes `url`, `URLSession` `urlSession` and `GetName` `getName`.
    private static func lowercasingStart(of word: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        let capitals = word.prefix { !$0.properties.isLowercase && $0.mapped(\.lowercaseMapping) != $0 }
        guard !capitals.isEmpty else { return word }
        let rest = word[capitals.endIndex...]
        let count: Int
        if !rest.contains(where: \.properties.isLowercase) {
            count = word.count
        } else if rest.first?.properties.isLowercase == true {
            // The last capital starts the next word.
            count = max(1, capitals.count - 1)
        } else {
            count = capitals.count
        }
        let start = word.prefix(count).map { $0.mapped(\.lowercaseMapping) }
        return Substring(start).unicodeScalars + word.dropFirst(count)
    }
}

extension String {
    /// The same text with letters and their marks in one scalar where there is one.
    fileprivate var composed: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
    }
}

extension Substring {
    fileprivate init(_ scalars: [Unicode.Scalar]) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self = String(view)[...]
    }
}

extension Unicode.Scalar {
    /// The scalar in another case, or itself where that takes more than one scalar.
    fileprivate func mapped(_ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> Unicode.Scalar {
        let mapped = properties[keyPath: mapping].unicodeScalars
        guard let first = mapped.first, mapped.count == 1, IdentifierCharacters.contains(first) else { return self }
        return first
    }
}
