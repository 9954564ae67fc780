/// One named type.
package struct TypeDeclaration: Sendable {
    package let name: SwiftName
    package let documentation: String?
    package let deprecation: Deprecation?
    package let kind: Kind
    /// Whether some event `throws` the type, which therefore is an error in Swift.
    package var isThrown: Bool
    package let location: SourceLocation

    package enum Kind: Sendable {
        case structure([FieldDeclaration])
        case enumeration(EnumerationDeclaration)
        case union(UnionDeclaration)
        case alias(TypeReference)
    }

    package init(
        name: SwiftName,
        documentation: String?,
        deprecation: Deprecation?,
        kind: Kind,
        isThrown: Bool = false,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.deprecation = deprecation
        self.kind = kind
        self.isThrown = isThrown
        self.location = location
    }
}

/// One field of a structure.
package struct FieldDeclaration: Sendable {
    package let wireName: String
    package let name: SwiftName
    package let type: TypeReference
    package let constraint: ValueConstraint?
    package let defaultValue: DefaultValue?
    package let documentation: String?
    package let deprecation: Deprecation?
    /// Whether the structure would contain itself through this field (possibly by way of other structures, with
    /// nothing but optionals between), so that Swift has to store the field's value behind a reference.
    package let isRecursive: Bool
    package let location: SourceLocation

    package init(
        wireName: String,
        name: SwiftName,
        type: TypeReference,
        constraint: ValueConstraint? = nil,
        defaultValue: DefaultValue?,
        documentation: String?,
        deprecation: Deprecation?,
        isRecursive: Bool,
        location: SourceLocation
    ) {
        self.wireName = wireName
        self.name = name
        self.type = type
        self.constraint = constraint
        self.defaultValue = defaultValue
        self.documentation = documentation
        self.deprecation = deprecation
        self.isRecursive = isRecursive
        self.location = location
    }
}
