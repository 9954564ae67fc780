/// The cases of a union, each with a value of its own type.
package struct UnionDeclaration: Sendable {
    package let cases: [Case]
    /// The field that carries the case's name on the wire; nil where an object with the one key does.
    package let discriminator: String?
    /// Whether a case that is not declared is refused; otherwise it becomes `unrecognized(name:value:)`.
    package let isFrozen: Bool

    package struct Case: Sendable {
        package let wireName: String
        package let name: SwiftName
        package let type: TypeReference
        package let constraint: ValueConstraint?
        package let documentation: String?
        /// Whether the union would contain itself through this case, so that Swift has to store the case's value
        /// behind a reference.
        package let isRecursive: Bool
        package let location: SourceLocation

        package init(
            wireName: String,
            name: SwiftName,
            type: TypeReference,
            constraint: ValueConstraint?,
            documentation: String?,
            isRecursive: Bool,
            location: SourceLocation
        ) {
            self.wireName = wireName
            self.name = name
            self.type = type
            self.constraint = constraint
            self.documentation = documentation
            self.isRecursive = isRecursive
            self.location = location
        }
    }

    package init(cases: [Case], discriminator: String?, isFrozen: Bool) {
        self.cases = cases
        self.discriminator = discriminator
        self.isFrozen = isFrozen
    }
}
