@testable import Fairway

/// Two connections' states with an orderly network between them, and shells that do exactly what the states return.
///
/// Every step is one thing that some thread may do next: encode, hand over to the transport, deliver, start a handler,
/// end one, open a channel, read from it, send on it, end it, cancel, time out, close, cut. Whatever the order, each request
/// and each channel has one end, and the right one, and no value is lost.
struct TwoEnds: RandomWalk {
    var ends = [End(.client), End(.server)]
    var random: SeededRandom
    /// The frames that a link cannot take any more, because it was closed or cut.
    var isCut = false
    private(set) var violations: [String] = []
    var lives = 0
    var answers = 0
    /// How many streams were read to their end, and how many conversations ended while the connection lasted.
    var wholeStreams = 0
    var conversations = 0

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func step() {
        let side = Int.random(in: 0..<2, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0...4: reserve(side)
        case 5...11: send(side)
        case 12...16: didSend(side)
        case 17...40: deliver(to: side)
        case 41...50: dispatch(side)
        case 51...60: finish(side)
        case 61, 62: giveUp(side)
        case 63: emit(side)
        case 64: opened(side)
        case 65: closeHooks(side)
        case 66: beginOpening(side)
        case 67: tellEnd(side)
        case 68...72: flush(side)
        case 73...76: converse(side)
        case 77...85: read(side)
        case 86...97: produce(side)
        case 98: if oneOf(3) { leaveStream(side) }
        default: if oneOf(12) { leave(side) }
        }
        if isCut { comeToAnEnd() } else { expectSameChannels() }
    }

    mutating func expect(_ holds: Bool, _ promise: @autoclosure () -> String) {
        if !holds { violations.append(promise()) }
    }

    mutating func oneOf(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    /// What the peer answers a request with.
    static func answer(to payload: Int) -> Int { payload * 2 }

    mutating func put(_ frame: Frame, from side: Int) {
        switch frame {
        case .answer(let id, _), .rejection(let id), .opened(let id):
            expect(ends[side].answered.insert(id).inserted, "a request has one answer")
        default: break
        }
        if !isCut { ends[1 - side].inbox.append(frame) }
    }

    /// When nothing is on its way, the two sides have the same channels.
    private mutating func expectSameChannels() {
        guard ends.allSatisfy({ $0.inbox.isEmpty && !$0.isOver }) else { return }
        let open = ends.map { end in end.known.filter { end.state.channels.role(of: $0) != nil } }
        for number in open[0].symmetricDifference(open[1]) {
            let isKnown = ends.contains { $0.state.channels.isOpening(number) || $0.telling[number] != nil }
            expect(isKnown, "channel \(number) is forgotten on both sides once one has ended it")
        }
    }
}
