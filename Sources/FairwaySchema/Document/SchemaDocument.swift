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
    /// Whether some type names may come from a part of the document that was not read.
    var hasUnreadTypes = false
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
        case alias(TypeExpression)
        /// One that has been reported.
        case refused
    }
}

struct EnumerationDefinition {
    let declaration: EnumerationDeclaration
    /// The cases by key and by what they are on the wire, where no other case has that for a key.
    let casesByName: [String: DefinedName]
}

/// A field of a structure or an argument of an event.
struct FieldDefinition {
    let name: DefinedName
    let wireName: String
    let type: TypeExpression
    let defaultValue: YAMLNode?
    let remarks: Remarks
}

struct ChannelDefinition {
    /// The name of the main channel is the namespace `Main` without a key.
    let name: DefinedName
    let wireName: String
    let wireNameLocation: SourceLocation
    let documentation: String?
    let toServer: [EventDefinition]
    let toClient: [EventDefinition]
}

struct EventDefinition {
    let name: DefinedName
    let wireName: String
    let remarks: Remarks
    let arguments: [FieldDefinition]
    let answer: Answer

    enum Answer {
        case none, void
        case value(TypeExpression)
    }
}

/// A type as written.
indirect enum TypeExpression {
    case name(String, SourceLocation)
    case optional(TypeExpression, SourceLocation)
    case list(TypeExpression)
    case dictionary(key: TypeExpression, value: TypeExpression)
    /// One that has been reported.
    case refused
}
