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
