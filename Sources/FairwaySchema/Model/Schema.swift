/// A schema that has passed every check: what each emitter reads.
///
/// Order is the order of the document throughout, because the order of arguments is a contract and the order of the
/// rest is what makes the same input give the same bytes.
package struct Schema: Sendable {
    /// The namespace of the generated code.
    package let name: SwiftName
    package let documentation: String?
    package var types: [TypeDeclaration]
    /// The main channel first where the document has events for it, then the named ones.
    package let channels: [ChannelDeclaration]
    /// The channels that belong to one request each.
    package let conversations: [ChannelDeclaration]
    /// Every schema that this one reaches, each after those that it imports itself.
    package let imports: [ImportedSchema]

    package init(
        name: SwiftName,
        documentation: String?,
        types: [TypeDeclaration],
        channels: [ChannelDeclaration],
        conversations: [ChannelDeclaration] = [],
        imports: [ImportedSchema] = []
    ) {
        self.name = name
        self.documentation = documentation
        self.types = types
        self.channels = channels
        self.conversations = conversations
        self.imports = imports
    }
}

/// The types of a schema that another one imports.
package struct ImportedSchema: Sendable {
    /// The namespace of its types.
    package let name: SwiftName
    package let documentation: String?
    package var types: [TypeDeclaration]
    /// The module whose build generates it; nil where that is done in the module of whoever imports it.
    package let module: String?
    /// The file, which tells it from every other schema.
    package let path: String

    package init(name: SwiftName, documentation: String?, types: [TypeDeclaration], module: String?, path: String) {
        self.name = name
        self.documentation = documentation
        self.types = types
        self.module = module
        self.path = path
    }
}
