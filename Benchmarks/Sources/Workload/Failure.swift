/// What went wrong in a measurement, in words for whoever runs it.
public struct Failure: Error, CustomStringConvertible {
    /// The words.
    public let description: String

    /// A failure in these words.
    public init(_ description: String) {
        self.description = description
    }
}
