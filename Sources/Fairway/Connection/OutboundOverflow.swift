/// What becomes of an event for which the outbound buffer of its connection has no room, because the peer does not keep up.
///
/// Volatile events (``Delivery/volatile``) are dropped, and answers that do not fit end the connection with 1013, whatever
/// is set here.
public enum OutboundOverflow: Sendable, Hashable {
    /// The connection is closed with 1013, and emitting throws ``EmitError/bufferFull``.
    ///
    /// So no peer ever goes on after an event that it has missed: it comes back and asks for what it needs. A request that
    /// does not fit throws ``RequestError/bufferFull`` and the connection stays, because its caller cannot overlook it.
    case close
    /// Emitting throws ``EmitError/bufferFull`` with nothing queued, and the connection stays.
    ///
    /// It is for a program that looks at every failure, those that a broadcast returns too.
    case fail
    /// Emitting waits until the peer has caught up, the task is cancelled or the connection ends; requests wait as well.
    ///
    /// An event waits as long as a request does, ``ConnectionConfiguration/requestTimeout``; then emitting throws
    /// ``EmitError/bufferFull`` with nothing queued.
    ///
    /// They go out in the order of the calls. They wait from when the transport is behind (``Transport/isBehind``): what is
    /// left of the buffer is for answers. As many as ``ConnectionConfiguration/maximumWaitingEmits`` wait; one more
    /// throws ``EmitError/bufferFull``. A broadcast waits for nobody: for those clients that have no room, or for whom
    /// something waits, it returns ``EmitError/bufferFull``.
    case wait
}
