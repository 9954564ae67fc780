@testable import Fairway

extension TwoEnds {
    /// A message on its way.
    enum Frame: Equatable {
        case request(RequestID, on: Int?, payload: Int)
        case event(on: Int?, payload: Int)
        case answer(RequestID, payload: Int)
        case rejection(RequestID)
        case cancellation(RequestID)
        case opened(RequestID)
        case abort(Int, Words)
        case start(Int)
        case credit(Int, Int)
        case next(Int, value: Int)
        case done(Int)
        case ping(Int)
        case pong(Int)
    }

    /// Why a channel is aborted.
    enum Words: Equatable {
        /// In good order.
        case closed
        case aborted
        /// The stream has failed.
        case failed
        /// The reader has left, or was flooded.
        case left
        case unknown
    }

    /// How a request ended.
    enum Outcome: Equatable {
        case answered(Int)
        case opened
        case rejected
        case failed(RequestEnding)
        case refused
    }

    /// What a request for a channel is answered with, which its payload says to both sides.
    struct Plan {
        let payload: Int

        var isStream: Bool { payload % 3 > 0 }
        /// Whether the reader of the stream grants credit.
        var knowsCredit: Bool { payload % 3 == 1 }
        var length: Int { payload % 8 }
        var fails: Bool { payload.isMultiple(of: 5) }
    }
}
