/// A value of a YAML document with the place where it starts.
struct YAMLNode {
    let location: SourceLocation
    let content: Content
    /// Whether it is a mapping with a merge key or an alias for a key, which may have stood for any entries.
    var isPartial = false

    enum Content {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
        /// Something that has been reported; whoever expects a value here has nothing to add.
        case refused
    }

    /// Whether nothing was written, or a null.
    var isNull: Bool {
        guard case .scalar(let scalar) = content else { return false }
        return scalar.value == .null
    }

    /// The kind of the value for a message.
    var kindDescription: String {
        switch content {
        case .scalar(let scalar): scalar.value.kindDescription
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .refused: "nothing"
        }
    }
}

/// One key of a mapping with its value.
struct YAMLEntry {
    let key: Key
    let value: YAMLNode
    /// Whether the key was given again, with a value that nobody reads.
    var isRepeated = false

    struct Key {
        let text: String
        let location: SourceLocation
    }
}
