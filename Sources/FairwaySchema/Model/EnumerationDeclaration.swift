/// The cases of an enumeration, each a string on the wire.
package struct EnumerationDeclaration: Sendable {
    package let cases: [Case]
    /// Whether a string that no case has is refused; otherwise it becomes `unrecognized(String)`.
    package let isFrozen: Bool

    package struct Case: Sendable {
        package let wireName: String
        package let name: SwiftName
        package let documentation: String?
        package let location: SourceLocation

        package init(wireName: String, name: SwiftName, documentation: String?, location: SourceLocation) {
            self.wireName = wireName
            self.name = name
            self.documentation = documentation
            self.location = location
        }
    }

    package init(cases: [Case], isFrozen: Bool) {
        self.cases = cases
        self.isFrozen = isFrozen
    }
}
