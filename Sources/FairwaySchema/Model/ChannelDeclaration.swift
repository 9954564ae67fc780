/// One channel with the events of both directions.
package struct ChannelDeclaration: Sendable {
    package let kind: Kind
    /// The namespace of the channel inside the schema's: `Main` for the main channel.
    package let name: SwiftName
    package let documentation: String?
    /// How numbers convert that arrive on the channel.
    package let conversion: NumberConversion
    /// What a client sends and a server handles.
    package let toServer: [EventDeclaration]
    /// What a server sends and a client handles.
    package let toClient: [EventDeclaration]
    package let location: SourceLocation

    /// The name on the wire: empty for the main channel, and for a conversation, which has none.
    package var wireName: String {
        if case .named(let name) = kind { name } else { "" }
    }

    /// What the channel is called on the wire.
    package enum Kind: Sendable, Hashable {
        /// The channel without a name.
        case main
        case named(String)
        /// One that a request opens, which is called by the request's number.
        case conversation
    }

    /// What becomes of a number with decimals where an integer is wanted.
    package enum NumberConversion: String, Sendable, Hashable, CaseIterable {
        case exact, truncating
    }

    package init(
        kind: Kind,
        name: SwiftName,
        documentation: String?,
        conversion: NumberConversion = .exact,
        toServer: [EventDeclaration],
        toClient: [EventDeclaration],
        location: SourceLocation
    ) {
        self.kind = kind
        self.name = name
        self.documentation = documentation
        self.conversion = conversion
        self.toServer = toServer
        self.toClient = toClient
        self.location = location
    }
}
