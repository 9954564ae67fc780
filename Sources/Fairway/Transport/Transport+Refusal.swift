extension Transport {
    /// Closes a link that is not going to be used.
    func refuse(status: StatusCode, reason: String) {
        start(delivering: Nobody())
        close(status: status, reason: reason)
    }
}

/// Takes what arrives on a link that was refused.
private final class Nobody: TransportReceiver {
    func receive(_ message: RawSpan) {}
    func end(_ end: TransportEnd) {}
}
