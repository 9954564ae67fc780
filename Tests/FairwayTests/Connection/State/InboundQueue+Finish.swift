@testable import Fairway

extension InboundQueue {
    /// Ends a handler with its answer, where nothing comes in between.
    mutating func finish(_ requestID: RequestID?) -> Bool {
        defer { finish() }
        return takeAnswer(of: requestID)
    }
}
