/// What ``ClientState`` says is to be done.
extension ClientState {
    /// Where the next connection is to come from after a loss.
    struct Pursuit: Sendable {
        let source: Source
        /// How many attempts to come back have been begun or waited for since a connection has lasted.
        var attempts = 0
    }

    /// An attempt to come back that is to be made now.
    struct Return: Sendable {
        let attempt: Attempt
        let pursuit: Pursuit
        let lastEnd: ConnectionEnd?
    }

    /// What follows from an attempt that has failed.
    enum Failure: Sendable {
        /// Who made it is told, and that is all.
        case final
        /// The next one, after a wait.
        case retry(Wait)
        /// It no longer counted.
        case overtaken
    }

    /// What to do with an event.
    enum Emission: Sendable {
        /// It goes out on the connection.
        case send(Connection)
        /// It has been put behind what waits.
        case waits
        /// As many as the limit wait already.
        case full
    }

    /// What the beginning of a connection leaves to be done.
    struct Beginning: Sendable {
        /// The connection whose place it takes, which is to be closed.
        let replaced: Connection?
    }

    /// What to do next with a connection that has just begun.
    enum Binding: Sendable {
        /// This event, which has waited longest, goes first. The turn is for ``ClientState/putBack(_:_:)``.
        case send(EncodedMessage, Turn)
        /// It is the one that is used from now on.
        case bound
        /// It has ended, or another one has taken its place.
        case over
    }
}
