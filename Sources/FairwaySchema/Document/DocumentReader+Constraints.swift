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
