/// A transport that shares its thread with those of other peers, and so writes a broadcast in turns with their work.
package protocol TurnTaking: Transport {
    /// Calls `done` in a turn of the thread, behind what waits there of broadcasts; sooner where something else that is sent
    /// to this peer leaves before that, or the link ends.
    ///
    /// It is called exactly once, on any thread, and from within this call where the link has ended.
    func afterTurn(_ done: @escaping @Sendable () -> Void)
}

extension Transport {
    /// Lets others have the thread, and those that got a broadcast be written to.
    func yieldTurn() async {
        guard let transport = self as? any TurnTaking else { return await Task.yield() }
        await withCheckedContinuation { continuation in
            transport.afterTurn { continuation.resume() }
        }
    }
}
