/// What a value keeps to besides its type, with the constraints of aliases and of their uses taken together.
///
/// It follows the type: a constraint of a list holds that of its elements. There is none where nothing is constrained.
package indirect enum ValueConstraint: Sendable, Hashable {
    /// A number, or a duration in seconds, between two others, spelled so that Swift reads them as literals.
    case number(min: String?, max: String?)
    /// The length of a string in Unicode scalars, or of data in bytes.
    case length(Bounds)
    case list(count: Bounds?, element: ValueConstraint?)
    case dictionary(count: Bounds?, key: ValueConstraint?, value: ValueConstraint?)
    /// The value of an optional, where there is one.
    case optional(ValueConstraint)

    /// How few and how many there may be; at least one of the two is given.
    package struct Bounds: Sendable, Hashable {
        package let min: Int?
        package let max: Int?

        package init(min: Int?, max: Int?) {
            self.min = min
            self.max = max
        }
    }
}

/// A type with what its values keep to, where nothing else is said of it.
package struct ConstrainedType: Sendable, Hashable {
    package let type: TypeReference
    package let constraint: ValueConstraint?

    package init(_ type: TypeReference, constraint: ValueConstraint? = nil) {
        self.type = type
        self.constraint = constraint
    }
}
