/// One event of one direction of a channel.
package struct EventDeclaration: Sendable {
    package let wireName: String
    package let name: SwiftName
    package let documentation: String?
    package let deprecation: Deprecation?
    package let arguments: [ArgumentDeclaration]
    package let answer: Answer
    /// The structure, enumeration or union with which the handler may answer instead.
    package let thrownType: TypeReference?
    /// How long the sender waits for the answer, in milliseconds; nil where the schema leaves it open.
    package let timeout: Int?
    package let location: SourceLocation

    /// What the sender gets back.
    package enum Answer: Sendable, Hashable {
        /// A plain event: sent and forgotten.
        case none
        /// A request acknowledged without a value.
        case void
        /// A request answered with a value.
        case value(ConstrainedType)
        /// A request answered with a stream of values.
        case stream(ConstrainedType)
        /// A request answered with a conversation of the same schema, by the name of its namespace.
        case conversation(SwiftName)
    }

    package init(
        wireName: String,
        name: SwiftName,
        documentation: String?,
        deprecation: Deprecation?,
        arguments: [ArgumentDeclaration],
        answer: Answer,
        thrownType: TypeReference? = nil,
        timeout: Int? = nil,
        location: SourceLocation
    ) {
        self.wireName = wireName
        self.name = name
        self.documentation = documentation
        self.deprecation = deprecation
        self.arguments = arguments
        self.answer = answer
        self.thrownType = thrownType
        self.timeout = timeout
        self.location = location
    }
}

/// One argument of an event, in its place on the wire.
package struct ArgumentDeclaration: Sendable {
    /// The name as the schema writes it, for documentation and error messages.
    package let schemaName: String
    package let name: SwiftName
    package let type: TypeReference
    package let constraint: ValueConstraint?
    package let defaultValue: DefaultValue?
    package let documentation: String?
    package let location: SourceLocation

    package init(
        schemaName: String,
        name: SwiftName,
        type: TypeReference,
        constraint: ValueConstraint? = nil,
        defaultValue: DefaultValue?,
        documentation: String?,
        location: SourceLocation
    ) {
        self.schemaName = schemaName
        self.name = name
        self.type = type
        self.constraint = constraint
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
