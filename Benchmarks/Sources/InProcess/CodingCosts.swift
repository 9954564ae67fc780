/// What a payload costs in one round, in nanoseconds.
struct CodingReport: Encodable {
    var measure = "coding"
    var payload: String
    var nanoseconds: CodingCosts
}

/// What one message costs in each way of handling it.
struct CodingCosts: Encodable {
    /// Bytes to a value, a value to bytes, and both.
    var decode: Double
    var encode: Double
    var coding: Double
    /// A request to its answer: both, with a typed handler between.
    var dispatch: Double
    /// The same values by Foundation's coders.
    var foundationDecode: Double
    var foundationEncode: Double
    var foundationCoding: Double
    /// A request to its answer by Foundation's coders, without any dispatch.
    var foundationFrames: Double
}
