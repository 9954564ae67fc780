import Testing

/// Waits until a condition holds.
///
/// Fails, and waits no longer, where the task is cancelled first, as a test's task is at its time limit, or after a minute:
/// the tasks of handlers are not cancelled with a test.
func eventually(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async rethrows {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        if Task.isCancelled || ContinuousClock.now > deadline {
            Issue.record("what is waited for does not come", sourceLocation: sourceLocation)
            return
        }
        await Task.yield()
    }
}
