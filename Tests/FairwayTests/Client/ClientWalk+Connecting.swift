@testable import Fairway

/// Connections.
extension ClientWalk {
    mutating func connect() {
        guard attempts.count < 4 else { return }
        // It takes the place of coming back.
        if current == nil { stopReturning() }
        lastSource += 1
        let attempt = state.beginAttempt(from: lastSource)
        attempts.append(Attempt(attempt: attempt, source: lastSource, isReturn: false))
    }

    private mutating func stopReturning() {
        (currentWait, source) = (nil, nil)
        for attempt in attempts where attempt.isReturn { givenUp.insert(attempt.attempt) }
    }

    mutating func fail() {
        guard let index = attempts.indices.randomElement(using: &random) else { return }
        let attempt = attempts.remove(at: index)
        switch state.fail(attempt.attempt, fraction: .random(in: 0...1, using: &random)) {
        case .final: expect(counts(attempt) && !attempt.isReturn, "what the program attempts fails for good")
        case .retry(let wait):
            expect(counts(attempt) && attempt.isReturn, "only coming back goes on by itself")
            keep(wait)
        case .overtaken: expect(!counts(attempt), "an attempt counts until it is given up")
        }
    }

    mutating func succeed() {
        guard let index = attempts.indices.randomElement(using: &random) else { return }
        let attempt = attempts.remove(at: index)
        begin(ending: attempt)
        if counts(attempt) { givenUp.formUnion(attempts[..<index].map(\.attempt)) }
    }

    mutating func begin(ending attempt: Attempt?) {
        let link = Link()
        guard let beginning = state.begin(link, ending: attempt?.attempt, at: now) else {
            return expect(attempt.map { !counts($0) } ?? false, "an attempt counts until it is given up")
        }
        expect(attempt.map(counts) ?? true, "an attempt that was given up does not count")
        expect(beginning.replaced === current, "a new connection replaces the one that is there")
        if attempt == nil { givenUp.formUnion(attempts.map(\.attempt)) }
        if attempt?.isReturn == true {
            returns += 1
        } else {
            tries = 0
            source = comesBack ? attempt?.source : nil
        }
        (current, isBound, currentWait, start) = (link, false, nil, now)
        binding.append(link)
    }

    mutating func disconnect() {
        let end = ConnectionEnd(status: .goingAway, reason: "\(lastEvent)", isLocal: false)
        let fraction = Double.random(in: 0...1, using: &random)
        if Int.random(in: 0..<4, using: &random) == 0 {
            let wait = state.disconnect(Link(), end, at: now, fraction: fraction)
            return expect(wait == nil, "the end of a connection that was replaced begins nothing")
        }
        guard let link = current else { return }
        let wait = state.disconnect(link, end, at: now, fraction: fraction)
        (current, isBound, lastEnd) = (nil, false, end)
        if now - start >= Self.backoff.maximumDelay { tries = 0 }
        guard source != nil, !attempts.contains(where: counts) else {
            source = nil
            return expect(wait == nil, "a client that is closed or connects does not come back")
        }
        guard let wait else { return expect(false, "a client that is not closed comes back") }
        keep(wait)
    }

    private mutating func keep(_ wait: State.Wait) {
        tries += 1
        lastWait += 1
        currentWait = lastWait
        waits.append((wait, lastWait))
        expect(wait.pursuit.source == source, "a client comes back with what it was connected with")
        expect(wait.delay >= .zero && wait.delay <= Self.backoff.bound(of: tries), "the bound grows with each attempt")
    }

    /// The time of a wait is up, also of one that was given up.
    mutating func resume() {
        guard let index = waits.indices.randomElement(using: &random) else { return }
        let (wait, number) = waits.remove(at: index)
        guard let next = state.resume(wait) else {
            return expect(number != currentWait, "a wait counts until it is given up")
        }
        expect(number == currentWait, "a wait that was given up does not count")
        expect(next.pursuit.attempts == tries && next.lastEnd == lastEnd, "an attempt is told what went before")
        currentWait = nil
        attempts.append(Attempt(attempt: next.attempt, source: next.pursuit.source, isReturn: true))
    }

    mutating func close() {
        expect(state.close() === current, "closing tells which connection is to be closed")
        stopReturning()
        givenUp.formUnion(attempts.map(\.attempt))
    }
}
