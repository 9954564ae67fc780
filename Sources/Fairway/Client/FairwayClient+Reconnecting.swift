extension FairwayClient {
    /// Takes the end of a connection, and begins to come back where the client has not been closed.
    func disconnected(_ connection: Connection, _ end: ConnectionEnd) {
        let now = deadlines.time.now()
        let fraction = reconnecting.jitter()
        guard let wait = change({ $0.disconnect(connection, end, at: now, fraction: fraction) }) else { return }
        // What a program does at the end of a connection is over before it is asked for the next one.
        comeBack(after: wait, once: connection.ended)
    }

    // Neither a wait nor an attempt keeps the client: who lets it go ends them.
    private func comeBack(after wait: State.Wait, once settled: Latch?) {
        wait.pursuit.source.wait(wait.delay, on: deadlines) { [weak self] in
            guard let next = self?.change({ $0.resume(wait) }) else { return }
            Task { [weak self] in
                do {
                    let transport = try await next.pursuit.source.open(
                        number: next.pursuit.attempts,
                        lastEnd: next.lastEnd,
                        once: settled
                    )
                    guard let self else { return transport.refuseUnwanted() }
                    use(transport, ending: next.attempt)
                } catch {
                    self?.failed(next, error, once: settled)
                }
            }
        }
    }

    private func failed(_ attempt: State.Return, _ error: any Error, once settled: Latch?) {
        let fraction = reconnecting.jitter()
        guard case .retry(let wait) = change({ $0.fail(attempt.attempt, fraction: fraction) }) else { return }
        let failure = ReconnectError(attempt: attempt.pursuit.attempts, nextDelay: wait.delay, underlying: error)
        log.write(LogLine(failure))
        tell(failure)
        comeBack(after: wait, once: settled)
    }
}
