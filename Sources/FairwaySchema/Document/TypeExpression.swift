/// A type as written.
indirect enum TypeExpression {
    case name(String, SourceLocation)
    case optional(TypeExpression, SourceLocation)
    case list(TypeExpression)
    case dictionary(key: TypeExpression, value: TypeExpression)
    case constrained(TypeExpression, [ConstraintDefinition])
    /// One that has been reported.
    case refused

    /// The names that the type is made of.
    var names: [String] {
        switch self {
        case .name(let name, _): [name]
        case .optional(let type, _), .list(let type), .constrained(let type, _): type.names
        case .dictionary(let key, let value): key.names + value.names
        case .refused: []
        }
    }

    /// Where the first name in the type is.
    var location: SourceLocation? {
        switch self {
        case .name(_, let location), .optional(_, let location): location
        case .list(let type), .constrained(let type, _): type.location
        case .dictionary(let key, _): key.location
        case .refused: nil
        }
    }
}
