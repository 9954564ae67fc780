import NIOCore
import Synchronization

/// Asks quiet peers whether they are still there, with one timer for all the connections of an event loop.
final class KeepAlive: Sendable {
    private let interval: Duration?
    private let timeout: Duration
    private let wheels = Mutex<[ObjectIdentifier: NIOLoopBound<Wheel>]>([:])

    init(_ options: WebSocketOptions) {
        interval = options.pingInterval
        timeout = options.pongTimeout
    }

    /// Watches over a connection until it ends. Called on its event loop.
    func watch(_ handler: WebSocketHandler, on eventLoop: any EventLoop) {
        guard let interval else { return }
        let wheel = wheels.withLock { wheels in
            let key = ObjectIdentifier(eventLoop)
            let wheel =
                wheels[key]
                ?? NIOLoopBound(Wheel(interval: interval, timeout: timeout, on: eventLoop), eventLoop: eventLoop)
            wheels[key] = wheel
            return wheel
        }
        wheel.value.add(handler)
    }

    /// The connections of one event loop, to which it is confined.
    private final class Wheel {
        private let interval: Duration
        private let timeout: Duration
        private let step: Duration
        private let eventLoop: any EventLoop
        private var handlers: [ObjectIdentifier: WebSocketHandler] = [:]
        private var isTurning = false

        init(interval: Duration, timeout: Duration, on eventLoop: any EventLoop) {
            self.interval = interval
            self.timeout = timeout
            self.eventLoop = eventLoop
            step = max(min(interval, timeout) / 4, .milliseconds(10))
        }

        func add(_ handler: WebSocketHandler) {
            handlers[ObjectIdentifier(handler)] = handler
            if !isTurning {
                isTurning = true
                turnLater()
            }
        }

        private func turnLater() {
            eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(step)) { self.turn() }
        }

        private func turn() {
            for (key, handler) in handlers where !handler.keepAlive(step, interval: interval, timeout: timeout) {
                handlers[key] = nil
            }
            isTurning = !handlers.isEmpty
            if isTurning { turnLater() }
        }
    }
}

extension WebSocketHandler {
    /// Takes note that time has passed: asks a quiet peer, and gives up one that does not answer.
    ///
    /// - Returns: false where nothing is left to watch over.
    func keepAlive(_ time: Duration, interval: Duration, timeout: Duration) -> Bool {
        guard end == nil, handshake.isOpen, context != nil else { return false }
        // From a peer whose messages nobody takes yet nothing is read, so nothing can be heard.
        if receiver == nil { liveness.hear() }
        switch liveness.pass(time, interval: interval, timeout: timeout) {
        case .nothing:
            return true
        case .ping:
            writeControl(.ping, [])
            flush()
            return true
        case .dead:
            abort()
            return false
        }
    }
}
