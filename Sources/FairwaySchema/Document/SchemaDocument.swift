/// A schema as written: its shape has been read, its names have not been looked up.
struct SchemaDocument {
    /// Nil where the name has been refused.
    var name: SwiftName?
    /// Where the document is named, or starts.
    var nameLocation: SourceLocation
    var documentation: String?
    /// Whether the document was read for another.
    var isImported = false
    var imports: [ImportEntry] = []
    /// The entries of `imports` that have been found, under the canonical paths of their files.
    var importedFiles: [String: ImportEntry] = [:]
    /// Every schema that the document reaches, each after those that it imports itself.
    var importedSchemas: [ImportedSchema] = []
    /// The document's own types, then those of the schemas that it reaches.
    var types: [TypeDefinition] = []
    var channels: [ChannelDefinition] = []
    var conversations: [ChannelDefinition] = []
    /// Whether some type names may come from a part of the document that was not read.
    var hasUnreadTypes = false
    /// Whether some conversations may stand in a part of the document that was not read.
    var hasUnreadConversations = false
    /// Every word that a value of the document uses, to tell an unused type from one whose use was refused.
    var words: Set<String> = []
}

/// A key of the schema with the identifier made of it.
struct DefinedName {
    let key: String
    let location: SourceLocation
    /// Nil where the key has been refused.
    let swiftName: SwiftName?
}

/// A text that is sent as it is, with its place.
struct WireName {
    let text: String
    let location: SourceLocation
}

/// What several kinds of declarations may say about themselves.
struct Remarks {
    var documentation: String?
    var deprecation: Deprecation?
}

/// One entry of `types`.
struct TypeDefinition {
    let name: DefinedName
    let remarks: Remarks
    let body: Body
    /// Where the type comes from, unless it is the document's own.
    var origin: TypeOrigin?

    enum Body {
        case structure([FieldDefinition])
        case enumeration(EnumerationDefinition)
        case union(UnionDefinition)
        case alias(TypeExpression)
        /// One that has been reported.
        case refused
    }
}

struct EnumerationDefinition {
    let declaration: EnumerationDeclaration
    /// The cases by key and by what they are on the wire, where no other case has that for a key.
    let casesByName: [String: DefinedName]
    /// Whether nothing of it has been reported, so that a case which is not here was not meant to be.
    let isWhole: Bool
}

struct UnionDefinition {
    let cases: [Case]
    let discriminator: WireName?
    let isFrozen: Bool

    struct Case {
        let name: DefinedName
        let wireName: WireName
        let type: TypeExpression
        let documentation: String?
    }
}

/// A field of a structure or an argument of an event.
struct FieldDefinition {
    let name: DefinedName
    let wireName: WireName
    let type: TypeExpression
    let defaultValue: YAMLNode?
    let remarks: Remarks
}

struct ChannelDefinition {
    let kind: ChannelDeclaration.Kind
    /// The name of the main channel is the namespace `Main` without a key.
    let name: DefinedName
    let wireNameLocation: SourceLocation
    let documentation: String?
    let conversion: ChannelDeclaration.NumberConversion
    let toServer: [EventDefinition]
    let toClient: [EventDefinition]

    var events: [EventDefinition] { toServer + toClient }
}

struct EventDefinition {
    let name: DefinedName
    let wireName: String
    let remarks: Remarks
    let arguments: [FieldDefinition]
    let answer: Answer
    let thrown: ThrownDefinition?
    /// In milliseconds.
    let timeout: Int?

    enum Answer {
        case none, void
        case value(TypeExpression)
        case stream(TypeExpression)
        case conversation(String, SourceLocation)
        /// One that has been reported.
        case refused
    }

    /// The types that the event is written with.
    var types: [TypeExpression] {
        var types = arguments.map(\.type)
        switch answer {
        case .value(let type), .stream(let type): types.append(type)
        case .none, .void, .conversation, .refused: break
        }
        if let thrown { types.append(thrown.type) }
        return types
    }
}

/// What an event throws, as written.
struct ThrownDefinition {
    let type: TypeExpression
    let location: SourceLocation
}
