import Synchronization

/// Broadcasts to more clients than one turn has, each of which keeps later ones to the same clients waiting, so that none
/// overtakes another while it is handed out.
final class BroadcastLines: Sendable {
    /// What keeps its order: all of a server's clients or those of a group, on one channel.
    struct Line: Hashable {
        let channel: ChannelName
        let group: String?
    }

    /// How many clients get a broadcast before others have the thread.
    static let largestTurn = 256

    /// Who waits in each line in which a broadcast is under way.
    private let waiting = Mutex<[Line: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits until no earlier broadcast of the line is under way. One that takes a single turn keeps nobody waiting, unless
    /// it had to wait itself.
    ///
    /// - Returns: whether ``leave(_:)`` is to be called.
    func enter(_ line: Line, receivers: Int) async -> Bool {
        let takesTurns = receivers > Self.largestTurn
        let isFree = waiting.withLock { waiting in
            guard waiting.isEmpty || waiting[line] == nil else { return false }
            if takesTurns { waiting[line] = [] }
            return true
        }
        if isFree { return takesTurns }
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                let isFree = waiting[line] == nil
                waiting[line, default: []].append(contentsOf: isFree ? [] : [continuation])
                return isFree
            }
            if isFree { continuation.resume() }
        }
        return true
    }

    /// Ends a broadcast, after which the next one of the line begins.
    func leave(_ line: Line) {
        let next: CheckedContinuation<Void, Never>? = waiting.withLock { waiting in
            guard waiting[line]?.isEmpty == false else {
                waiting[line] = nil
                return nil
            }
            return waiting[line]?.removeFirst()
        }
        next?.resume()
    }
}
