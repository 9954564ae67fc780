package import FairwaySchema

/// Writes the Swift of a schema: its types, and for each channel what the roles need.
package struct SwiftGenerator: Sendable {
    package init() {}

    /// The text of the file; the same schema and options give the same text everywhere.
    package func generate(_ schema: Schema, options: GenerationOptions) -> String {
        let context = EmissionContext(schema, options: options)
        var writer = SourceWriter()
        FileHeader(context: context).emit(to: &writer)
        NamespaceEmitter(context: context).emit(to: &writer)
        for channel in schema.channels {
            ChannelEmitter(channel: channel, context: context).emit(to: &writer)
        }
        return writer.text
    }
}
