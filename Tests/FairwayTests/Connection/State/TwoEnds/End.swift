@testable import Fairway

extension TwoEnds {
    /// One side with its shell.
    struct End {
        typealias Waiter = Int
        typealias State = ConnectionState<Waiter, Int, Int>

        var state: State
        /// What is on its way to this side.
        var inbox: ArraySlice<Frame> = []
        /// Requests that are being encoded, and those that the transport is about to take.
        var encoding: [RequestID] = []
        var sending: [RequestID] = []
        var open: [RequestID] = []
        /// In which conversation each of them is made.
        var channels: [RequestID: Int] = [:]
        var outcomes: [Waiter: [Outcome]] = [:]
        var lastWaiter = 0
        /// Requests that have come, and those that this side has answered.
        var received: Set<RequestID> = []
        var answered: Set<RequestID> = []
        var cancelled: Set<RequestID> = []
        /// Handlers that run, and the frame whose handler is about to start.
        var running: [Frame] = []
        var starting: Frame?
        var isDispatching = false
        var seenEvents: [Int] = []
        var lastEmitted = 0
        var isOver = false
        var isOpening = true
        var closings = 0
        var areHooksRunning = false
        var isGone = false
        /// Channels that a running handler has begun to open, and those whose answer is out and what waits for it is not.
        var begun: Set<Int> = []
        var flushing: [Int] = []
        /// What the peer is still to be told of channels that this side has ended.
        var telling: [Int: Frame] = [:]
        /// What waits for an answer, found by the text of the message.
        var held: [Frame] = []
        var conversations: [Int: Conversation] = [:]
        var readers: [Int: Reader] = [:]
        var producers: [Int: Producer] = [:]
        /// How often each channel has ended.
        var ended: [Int: Int] = [:]

        init(_ side: ConnectionSide) {
            state = State(
                side: side,
                maximumPendingRequests: 4,
                maximumOpenChannels: 2,
                inbound: InboundLimits(runningHandlers: 3, waitingMessages: 3, waitingBytes: 1000)
            )
        }

        /// The channels that this side has opened, or begun to.
        var known: Set<Int> { Set(conversations.keys).union(readers.keys).union(producers.keys) }

        /// Whether nothing runs.
        var isIdle: Bool {
            running.isEmpty && starting == nil && !isOpening && !areHooksRunning
                && producers.values.allSatisfy { $0.phase == .idle || $0.phase == .over }
        }

        /// What a message that has waited says.
        func frame(_ message: EncodedMessage) -> Frame? {
            Int(String(decoding: message.bytes, as: UTF8.self)).flatMap { held.indices.contains($0) ? held[$0] : nil }
        }

        mutating func encode(_ frame: Frame) -> EncodedMessage {
            held.append(frame)
            return EncodedMessage(bytes: Array("\(held.count - 1)".utf8))
        }
    }

    struct Conversation {
        let channel: AnonymousChannel
        var sent = 0
        var seen = 0
        /// Whether an event was refused for want of room.
        var isLossy = false
    }

    /// A stream that this side reads, in one loop.
    struct Reader {
        enum Outcome {
            case finished, failed, flooded, left, disconnected
        }

        let plan: Plan
        var reading = StreamReading<Int, Int>(bounds: Self.bounds)
        var values: [Int] = []
        var granted = 0
        var isWaiting = false
        var outcome: Outcome?

        static let bounds = StreamBounds(values: 5, bytes: 1000, firstCredit: 2, credit: 4, creditBytes: 1000)
    }

    /// A stream that this side sends.
    struct Producer {
        enum Phase {
            /// It is not open or not started.
            case idle
            case asking, waiting, pinging, making
            case over
        }

        let plan: Plan
        var production = StreamProduction<Int>()
        var phase = Phase.idle
        var sent = 0
        var isCancelled = false
    }
}
