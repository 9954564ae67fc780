/// One event of one direction of a channel.
package struct EventDeclaration: Sendable {
    package let wireName: String
    package let name: SwiftName
    package let documentation: String?
    package let deprecation: Deprecation?
    package let arguments: [ArgumentDeclaration]
    package let answer: Answer
    package let location: SourceLocation

    /// What the sender gets back.
    package enum Answer: Sendable, Hashable {
        /// A plain event: sent and forgotten.
        case none
        /// A request acknowledged without a value.
        case void
        /// A request answered with a value.
        case value(TypeReference)
    }

    package init(
        wireName: String,
        name: SwiftName,
        documentation: String?,
        deprecation: Deprecation?,
        arguments: [ArgumentDeclaration],
        answer: Answer,
        location: SourceLocation
    ) {
        self.wireName = wireName
        self.name = name
        self.documentation = documentation
        self.deprecation = deprecation
        self.arguments = arguments
        self.answer = answer
        self.location = location
    }
}

/// One argument of an event, in its place on the wire.
package struct ArgumentDeclaration: Sendable {
    /// The name as the schema writes it, for documentation and error messages.
    package let schemaName: String
    package let name: SwiftName
    package let type: TypeReference
    package let defaultValue: DefaultValue?
    package let documentation: String?
    package let location: SourceLocation

    package init(
        schemaName: String,
        name: SwiftName,
        type: TypeReference,
        defaultValue: DefaultValue?,
        documentation: String?,
        location: SourceLocation
    ) {
        self.schemaName = schemaName
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.documentation = documentation
        self.location = location
    }
}

/// That something should no longer be used.
package struct Deprecation: Sendable, Hashable {
    package let message: String?

    package init(message: String?) {
        self.message = message
    }
}
