import Fairway
import NIOCore
import Synchronization

/// Looks at every connection of a listener or a client at even intervals, with one timer for all those of an event loop.
///
/// It turns by one slot at a time, and looks at the connections in that slot, so that those of a full server are not all
/// looked at at once.
final class WatchWheel: Sendable {
    private let limits: WatchLimits?
    private let rims = Mutex<[ObjectIdentifier: NIOLoopBound<WatchRim>]>([:])

    init(_ options: WebSocketOptions) {
        limits = WatchLimits(options)
    }

    /// Watches over a connection until it ends. Called on its event loop.
    func watch(_ handler: WebSocketHandler, on eventLoop: any EventLoop) {
        guard let limits else { return }
        let rim = rims.withLock { rims in
            let key = ObjectIdentifier(eventLoop)
            let rim = rims[key] ?? NIOLoopBound(WatchRim(limits, on: eventLoop), eventLoop: eventLoop)
            rims[key] = rim
            return rim
        }
        rim.value.add(handler)
    }
}

/// The part of a wheel that turns on one event loop, to which it is confined.
final class WatchRim {
    /// Where a connection is looked at.
    struct Place {
        fileprivate let rim: WatchRim
        fileprivate let slot: Int32
        fileprivate var index: Int32

        /// Lets the connection go.
        func leave() {
            rim.remove(self)
        }
    }

    private static let mostSlots = 16
    private static let shortestTurn = TimeAmount.milliseconds(10)

    private let limits: WatchLimits
    private let turnTime: TimeAmount
    private let eventLoop: any EventLoop
    private var slots: [[WebSocketHandler]]
    private(set) var count = 0
    private var next = 0
    private var nextToFill = 0
    private(set) var isTurning = false

    init(_ limits: WatchLimits, on eventLoop: any EventLoop) {
        self.limits = limits
        self.eventLoop = eventLoop
        let slots = min(max(Int(limits.step.nanoseconds / Self.shortestTurn.nanoseconds), 1), Self.mostSlots)
        turnTime = .nanoseconds(limits.step.nanoseconds / Int64(slots))
        self.slots = Array(repeating: [], count: slots)
    }

    func add(_ handler: WebSocketHandler) {
        let slot = nextToFill
        nextToFill = (slot + 1) % slots.count
        handler.watchPlace = Place(rim: self, slot: Int32(slot), index: Int32(slots[slot].count))
        slots[slot].append(handler)
        count += 1
        if !isTurning {
            isTurning = true
            turnLater()
        }
    }

    /// The last one of the slot takes the place.
    private func remove(_ place: Place) {
        let slot = Int(place.slot)
        guard let last = slots[slot].popLast() else { return }
        if Int(place.index) < slots[slot].count {
            slots[slot][Int(place.index)] = last
            last.watchPlace?.index = place.index
        }
        if slots[slot].isEmpty { slots[slot] = [] }
        count -= 1
    }

    private func turnLater() {
        // After the turn and not when the next one is due: where a loop was held up, no looks are made up for that the peers
        // had no time between.
        eventLoop.assumeIsolated().scheduleTask(in: turnTime) { self.turn() }
    }

    private func turn() {
        let slot = next
        next = (slot + 1) % slots.count
        var index = 0
        while index < slots[slot].count {
            let handler = slots[slot][index]
            handler.look(limits)
            // Where it has left, another one has its place.
            if index < slots[slot].count, slots[slot][index] === handler { index += 1 }
        }
        isTurning = count > 0
        if isTurning { turnLater() }
    }
}

extension WebSocketHandler {
    /// Judges whether the connection may go on: asks a quiet peer, and ends with one that does not answer or keep up.
    func look(_ limits: WatchLimits) {
        guard end == nil, handshake.isOpen, let context else { return leaveWatch() }
        var sight = PeerWatch.Sight()
        sight.isReading = receiver != nil
        sight.isMidMessage = unread != nil || reader.isMidMessage
        sight.writtenBytes = writtenBytes
        if pendingWrites > 0 {
            // A channel that cannot tell is not found to stall.
            sight.waitingBytes = Int64((try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0)
        }
        switch watch.look(at: sight, limits) {
        case .nothing: break
        case .ping:
            writeControl(.ping, [])
            flush()
        case .dead: abort()
        case .stalled: abort(.stalled)
        case .slowMessage: fail(.slowMessage)
        case .idle: fail(.idle)
        }
    }

    func leaveWatch() {
        watchPlace?.leave()
        watchPlace = nil
    }
}
