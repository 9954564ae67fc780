/// The words of the schema language, by the place where they have a meaning.
enum SchemaKeys {
    static let document = [
        "fairway", "name", "description", "imports", "use", "types", "toServer", "toClient", "channels",
        "conversations", "conversion",
    ]
    static let importEntry = ["file", "module"]
    static let channel = ["description", "toServer", "toClient", "conversion", "wireName"]
    static let conversation = ["description", "toServer", "toClient", "conversion"]
    static let event =
        ["args"] + answers + ["throws", "timeout", "description", "deprecated", "wireName"]
    /// The keys that make an event one that is answered.
    static let answers = ["returns", "streams", "opens"]

    static let structure = ["fields", "description", "deprecated"]
    static let enumeration = ["enum", "frozen", "description", "deprecated"]
    static let enumerationCase = ["description", "wireName"]
    static let union = ["union", "discriminator", "frozen", "description", "deprecated"]
    /// The keys that declare a type other than an alias.
    static let declaring = ["fields", "enum", "union"]

    /// The keys of a type in long form, wherever it stands.
    static let type = ["type"] + ConstraintDefinition.Keyword.allCases.map(\.rawValue)
    static let alias = type + ["description", "deprecated"]
    static let field = type + ["default", "description", "deprecated", "wireName"]
    static let argument = type + ["default", "description"]
    static let unionCase = type + ["description", "wireName"]

    /// The keys that tell a type in long form from a dictionary.
    static let longForm = Set(alias + field + argument + unionCase)
    static let all = Set(document + importEntry + channel + conversation + event + structure + enumeration + union)
        .union(longForm)
}
