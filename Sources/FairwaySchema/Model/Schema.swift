/// A schema that has passed every check: what each emitter reads.
///
/// Order is the order of the document throughout, because the order of arguments is a contract and the order of the
/// rest is what makes the same input give the same bytes.
package struct Schema: Sendable {
    /// The namespace of the generated code.
    package let name: SwiftName
    package let documentation: String?
    package let types: [TypeDeclaration]
    /// The main channel first where the document has events for it, then the named ones.
    package let channels: [ChannelDeclaration]

    package init(name: SwiftName, documentation: String?, types: [TypeDeclaration], channels: [ChannelDeclaration]) {
        self.name = name
        self.documentation = documentation
        self.types = types
        self.channels = channels
    }
}

/// One channel with the events of both directions.
package struct ChannelDeclaration: Sendable {
    /// The name on the wire; empty for the main channel.
    package let wireName: String
    /// The namespace of the channel inside the schema's: `Main` for the main channel.
    package let name: SwiftName
    package let documentation: String?
    /// What a client sends and a server handles.
    package let toServer: [EventDeclaration]
    /// What a server sends and a client handles.
    package let toClient: [EventDeclaration]
    package let location: SourceLocation

    package init(
        wireName: String,
        name: SwiftName,
        documentation: String?,
        toServer: [EventDeclaration],
        toClient: [EventDeclaration],
        location: SourceLocation
    ) {
        self.wireName = wireName
        self.name = name
        self.documentation = documentation
        self.toServer = toServer
        self.toClient = toClient
        self.location = location
    }
}
