import Fairway

/// What may be asked of the other side in a life.
enum LifeQuestion: Sendable, Hashable {
    /// Answered with its tag.
    case echo
    /// Answered with its tag when its gate is opened.
    case slow
    /// Never answered: only a cancellation ends its handler.
    case held
    /// Answered with its tag after the asker has answered the same with a depth less.
    case askBack(depth: Int)
    /// Rejected with words that carry the tag.
    case refuse
    /// Fails with an error that is not for the outside.
    case fail
    /// Has no handler.
    case unknown
    /// Its argument does not convert.
    case mismatch
    /// Its handler comes and goes.
    case flicker

    static func random(using random: inout SeededRandom) -> LifeQuestion {
        switch Int.random(in: 0..<16, using: &random) {
        case 0..<4: .echo
        case 4..<7: .slow
        case 7, 8: .held
        case 9, 10: .askBack(depth: Int.random(in: 1...4, using: &random))
        case 11: .refuse
        case 12: .fail
        case 13: .unknown
        case 14: .mismatch
        default: .flicker
        }
    }

    var event: EventName {
        switch self {
        case .echo: "echo"
        case .slow: "slow"
        case .held: "held"
        case .askBack: "askBack"
        case .refuse: "refuse"
        case .fail: "fail"
        case .unknown: "unknown"
        case .mismatch: "mismatch"
        case .flicker: "flicker"
        }
    }

    /// Whether an answer, and not a rejection, is what ends it where nothing comes in between.
    var mayBeAnswered: Bool {
        switch self {
        case .echo, .slow, .askBack, .flicker: true
        case .held, .refuse, .fail, .unknown, .mismatch: false
        }
    }

    /// Whether the other side may reject it with these words.
    func mayBeRejected(_ tag: Int, _ message: String) -> Bool {
        switch self {
        case .refuse: message == "no \(tag)"
        case .fail: message == "internal error"
        case .unknown: message == "no event listener for 'unknown'"
        case .mismatch: message == "argument '1' of 'mismatch': expected a string, got number \(tag)"
        case .flicker: message == "no event listener for 'flicker'"
        // What the handler asked for itself has failed.
        case .askBack: message == "internal error" || message == "the connection is closing"
        case .echo, .slow, .held: false
        }
    }
}
