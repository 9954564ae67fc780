/// A schema file that has been read and checked, as those that import it need it.
struct LoadedDocument {
    /// As diagnostics spell it.
    let path: String
    let canonicalPath: String
    /// With the types that it imports.
    let document: SchemaDocument
    /// Nil where the file, or one that it imports, has an error.
    let schema: Schema?
    /// Every file that it reaches, each after those that it imports itself.
    let reached: [ReachedDocument]
    /// The file's own types for whoever imports it, in which every name says which file it is of.
    let exportedTypes: [TypeDefinition]
}

/// A file that a document imports, or that one of its imports reaches.
struct ReachedDocument {
    let canonicalPath: String
    let namespace: SwiftName?
    /// The module whose build generates it; nil where it is that of the document.
    var module: String?
    /// The import through which the document first reaches it.
    var location: SourceLocation
}

/// Which file a type comes from, where that is not the document itself.
struct TypeOrigin {
    let canonicalPath: String
    let namespace: SwiftName
}
