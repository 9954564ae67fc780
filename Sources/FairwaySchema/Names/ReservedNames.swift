/// The names that generated code spells without saying where they come from.
package enum ReservedNames {
    static func contains(_ name: SwiftName) -> Bool {
        all.contains(name.identifier)
    }

    /// Whether a document cannot have the name; the runtime's types hide some where the namespace is spelled.
    static func containsForDocument(_ name: SwiftName) -> Bool {
        contains(name) || hiddenAtFileLevel.contains(name.identifier)
    }

    /// Whether the name cannot be had, which is then reported.
    static func refuses(
        _ name: SwiftName,
        what: String,
        at location: SourceLocation,
        report: inout DiagnosticReport
    ) -> Bool {
        guard what == "document" ? containsForDocument(name) : contains(name) else { return false }
        report.error(
            .reservedName,
            at: location,
            "a \(what) cannot be called \(name.identifier.quoted): generated code needs that name"
        )
        return true
    }

    /// The namespaces that cannot be imported, because channels and structures have members of those names.
    package static let hiddenByMembers: Set<String> = [
        "ServerHandler", "ClientHandler", "RemoteServer", "RemoteClient", "ServerEvent", "ClientEvent", "ToServer",
        "ToClient", "Serverbound", "Clientbound", "ServerboundStream", "ClientboundStream", "ServerboundConversation",
        "ClientboundConversation", "CodingKeys",
    ]

    private static let hiddenAtFileLevel: Set<String> = ["Binding", "Direction", "ID", "Outgoing", "Peer", "Sender"]

    private static let all: Set<String> = [
        "String", "Bool", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
        "Float", "Double", "Type", "Protocol", "Self", "Any", "Swift", "Fairway", "Foundation",
    ]
}
