/// An identifier of generated Swift, settled once so that every emitter spells it alike.
package struct SwiftName: Sendable, Hashable, CustomStringConvertible {
    /// The identifier without backticks.
    package let identifier: String

    package init(identifier: String) {
        self.identifier = identifier
    }

    /// The identifier as source code spells it: in backticks where it is a reserved word.
    package var description: String {
        ReservedWords.contains(identifier) ? "`\(identifier)`" : identifier
    }
}
