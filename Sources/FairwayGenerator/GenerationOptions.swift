/// What the generated code is for.
package struct GenerationOptions: Sendable, Hashable {
    package var roles: Set<Role>
    package var access: AccessLevel
    /// The name of the schema's file, for the first line; no folders, so that every machine writes the same bytes.
    package var sourceFileName: String

    package init(
        roles: Set<Role> = Set(Role.allCases),
        access: AccessLevel = .internal,
        sourceFileName: String
    ) {
        self.roles = roles
        self.access = access
        self.sourceFileName = sourceFileName
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
