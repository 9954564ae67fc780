package import FairwaySchema

/// What the generated code is for.
package struct GenerationOptions: Sendable {
    package var roles: Set<Role>
    package var access: AccessLevel
    /// The name of the schema's file, for the first line; no folders, so that every machine writes the same bytes.
    package var sourceFileName: String
    /// The imported schemas whose types are written into this file, before the schema's own.
    package var importedSchemas: [ImportedSchema]

    package init(
        roles: Set<Role> = Set(Role.allCases),
        access: AccessLevel = .internal,
        sourceFileName: String,
        importedSchemas: [ImportedSchema] = []
    ) {
        self.roles = roles
        self.access = access
        self.sourceFileName = sourceFileName
        self.importedSchemas = importedSchemas
    }

    /// A side of the connection that the program plays.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        case server, client
    }

    /// Who may use the generated declarations.
    package enum AccessLevel: String, Sendable, Hashable, CaseIterable {
        case `internal`, package, `public`
    }
}
