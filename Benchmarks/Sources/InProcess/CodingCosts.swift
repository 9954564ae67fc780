/// What a payload costs in one round, in nanoseconds.
struct CodingReport: Encodable {
    var measure = "coding"
    var payload: String
    var nanoseconds: CodingCosts
}

/// What one message costs in each way of handling it.
struct CodingCosts: Encodable {
    /// Bytes to a value, and a value to bytes.
    var decode: Double
    var encode: Double
    /// The frame of a request to the frame of its answer, without any dispatch.
    var coding: Double
    /// The same through a server with a typed handler, one request at a time, and several that have come together.
    var dispatch: Double
    var dispatchTogether: Double
    /// The same values, and the same frames without dispatch, by Foundation's coders.
    var foundationDecode: Double
    var foundationEncode: Double
    var foundationCoding: Double
}
