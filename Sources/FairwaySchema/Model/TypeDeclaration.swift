/// One named type.
package struct TypeDeclaration: Sendable {
    package let name: SwiftName
    package let documentation: String?
    package let deprecation: Deprecation?
    package let kind: Kind
    package let location: SourceLocation

    package enum Kind: Sendable {
        case structure([FieldDeclaration])
        case enumeration(EnumerationDeclaration)
        case alias(TypeReference)
    }

    package init(
        name: SwiftName,
        documentation: String?,
        deprecation: Deprecation?,
        kind: Kind,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.deprecation = deprecation
        self.kind = kind
        self.location = location
    }
}

/// One field of a structure.
package struct FieldDeclaration: Sendable {
    package let wireName: String
    package let name: SwiftName
    package let type: TypeReference
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
        defaultValue: DefaultValue?,
        documentation: String?,
        deprecation: Deprecation?,
        isRecursive: Bool,
        location: SourceLocation
    ) {
        self.wireName = wireName
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.documentation = documentation
        self.deprecation = deprecation
        self.isRecursive = isRecursive
        self.location = location
    }
}

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
