import Testing

@testable import Fairway

@Suite("Every order of what can happen to a client that comes back", .serialized)
struct ClientOrdersTests {
    private final class Link: Sendable {}

    private enum Step: Hashable, CaseIterable {
        case lose, timeIsUp, fail, succeed, loseAgain, connect, connectFails, connectSucceeds, connectOver, close
    }

    @Test("Leaves at most one thing under way, which ends in a connection or with the client closed")
    func orders() async {
        let orders = Orders(
            steps: Step.allCases,
            needs: [.connectFails: .connect, .connectSucceeds: .connect, .loseAgain: .lose]
        )
        #expect(await orders.holds(Self.play) > 10_000)
    }

    /// Plays one order from a connection that can be lost; then time passes until nothing more happens by itself.
    private static func play(_ order: [Step]) -> String? {
        // An attempt of the program's fails or succeeds.
        if order.contains(.connectFails), order.contains(.connectSucceeds) { return nil }
        var state = ClientState<Link, Int>(
            limit: 1,
            backoff: Backoff(initialDelay: .seconds(1), maximumDelay: .seconds(8))
        )
        var current: Link?
        var connecting: ClientState<Link, Int>.Attempt?
        var wait: ClientState<Link, Int>.Wait?
        var next: ClientState<Link, Int>.Return?
        var released: [Int] = []
        var isClosed = false
        var problem: String?
        let end = ConnectionEnd(status: .goingAway, reason: "", isLocal: false)
        func begin(_ attempt: ClientState<Link, Int>.Attempt?) {
            let link = Link()
            guard state.begin(link, ending: attempt, at: .zero) != nil else { return }
            if attempt != nil, isClosed { problem = "a client that is closed was connected" }
            current = link
            _ = state.bind(link)
        }
        func lose() {
            guard let link = current else { return }
            current = nil
            guard let begun = state.disconnect(link, end, at: .zero, fraction: 1) else { return }
            if isClosed { problem = "a client that is closed comes back" }
            wait = begun
        }
        func follow(_ step: Step) {
            switch step {
            case .lose, .loseAgain: lose()
            case .timeIsUp:
                if let due = wait, let begun = state.resume(due) { next = begun }
                wait = nil
            case .fail:
                if let attempt = next?.attempt, case .retry(let begun) = state.fail(attempt, fraction: 1) {
                    if isClosed { problem = "a client that is closed goes on" }
                    wait = begun
                }
                next = nil
            case .succeed:
                if let attempt = next?.attempt { begin(attempt) }
                next = nil
            case .connect:
                connecting = state.beginAttempt(from: 2)
                isClosed = false
            case .connectFails:
                if let attempt = connecting { _ = state.fail(attempt, fraction: 1) }
                connecting = nil
            case .connectSucceeds:
                if let attempt = connecting { begin(attempt) }
                connecting = nil
            case .connectOver: begin(nil)
            case .close:
                _ = state.close()
                isClosed = true
            }
            released += state.takeReleased()
        }
        begin(state.beginAttempt(from: 1))
        for step in order { follow(step) }
        for step in [Step.connectSucceeds, .timeIsUp, .succeed] { follow(step) }
        let isConnected = state.connection != nil
        if isConnected != (current != nil) { return "it is not known whether there is a connection" }
        if case .reconnecting = state.status { return "it waits for nothing" }
        if !isConnected, state.status != .disconnected(end) { return "it is \(state.status)" }
        follow(.close)
        let sources = order.contains(.connect) ? [1, 2] : [1]
        return released.sorted() == sources ? problem : "released: \(released)"
    }
}
