package import FairwaySchema

/// Writes the Swift of a schema: its types, and for each channel what the roles need.
package struct SwiftGenerator: Sendable {
    package init() {}

    /// The text of the file; the same schema and options give the same text everywhere.
    package func generate(_ schema: Schema, options: GenerationOptions) -> String {
        let context = EmissionContext(schema, options: options)
        var writer = SourceWriter()
        FileHeader(context: context).emit(to: &writer)
        for imported in options.importedSchemas {
            let context = EmissionContext(imported, in: schema, options: options)
            let namespace = NamespaceEmitter(
                documentation: imported.documentation,
                types: imported.types,
                context: context
            )
            writer.blank()
            namespace.emit(to: &writer)
        }
        writer.blank()
        NamespaceEmitter(documentation: schema.documentation, types: schema.types, context: context).emit(to: &writer)
        for channel in schema.channels + schema.conversations {
            ChannelEmitter(channel: channel, context: context).emit(to: &writer)
        }
        return writer.text
    }
}
