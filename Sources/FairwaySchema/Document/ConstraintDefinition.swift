/// A constraint as written: its limit is a number, which has not been held against the type.
struct ConstraintDefinition {
    let keyword: Keyword
    let location: SourceLocation
    let limit: YAMLScalar
    let limitLocation: SourceLocation

    enum Keyword: String, CaseIterable {
        case min, max, minLength, maxLength, minItems, maxItems

        /// What a limit of this name is held against.
        var subject: Subject {
            switch self {
            case .min, .max: .number
            case .minLength, .maxLength: .length
            case .minItems, .maxItems: .count
            }
        }

        var isUpperLimit: Bool {
            switch self {
            case .max, .maxLength, .maxItems: true
            case .min, .minLength, .minItems: false
            }
        }
    }

    enum Subject {
        case number, length, count
    }
}

extension DocumentReader {
    /// The constraints that a type in long form has.
    mutating func constraints(_ mapping: SchemaMapping) -> [ConstraintDefinition] {
        mapping.entries.compactMap { entry in
            guard let keyword = ConstraintDefinition.Keyword(rawValue: entry.key.text) else { return nil }
            if case .refused = entry.value.content { return nil }
            guard case .scalar(let scalar) = entry.value.content, accepts(scalar, for: keyword) else {
                let wanted = keyword.subject == .number ? "a number" : "a whole number that is not negative"
                let message = "\(entry.key.text.quoted) is \(wanted), not \(entry.value.shownText)"
                report.error(.invalidValue, at: entry.value.location, message)
                return nil
            }
            return ConstraintDefinition(
                keyword: keyword,
                location: entry.key.location,
                limit: scalar,
                limitLocation: entry.value.location
            )
        }
    }

    private func accepts(_ scalar: YAMLScalar, for keyword: ConstraintDefinition.Keyword) -> Bool {
        switch (keyword.subject, scalar.value) {
        case (.number, .integer), (.number, .number): true
        // Beyond it, no count is exact in every language.
        case (_, .integer(isNegative: false, let magnitude?)): magnitude < 1 << 53
        default: false
        }
    }
}

extension YAMLNode {
    /// The text of a scalar in quotes, or the kind of what is written.
    var shownText: String {
        if case .scalar(let scalar) = content, !scalar.text.isEmpty { return scalar.text.quoted }
        return emptyOrKind
    }
}
