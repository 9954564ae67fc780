/// One step of a YAML document as the parser meets it.
struct YAMLEvent {
    let kind: Kind
    let hasAnchor: Bool
    let hasTag: Bool
    /// Where it starts, in scalars from the start of the text.
    let start: Int
    let end: Int

    enum Kind {
        case streamStart, streamEnd
        case documentStart, documentEnd
        case alias
        case scalar(YAMLScalar)
        case sequenceStart, mappingStart
        case collectionEnd
    }
}

/// Why the parser could not go on.
struct YAMLParseError: Error {
    let problem: String
    /// Where the problem shows, in scalars from the start of the text.
    let position: Int
    /// What was being parsed and where that began, where the parser says so.
    let context: (description: String, position: Int)?
}
