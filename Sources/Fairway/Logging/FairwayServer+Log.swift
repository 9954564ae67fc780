extension FairwayServer {
    /// Where lines about connections go that are no client's.
    private var log: ConnectionLog {
        ConnectionLog(logger: configuration.logger, client: nil, metrics: instruments?.metrics)
    }

    /// Writes the line about a connection that comes while the server closes.
    func noteLateConnection() {
        log.write(LogLine(.serverClosing))
    }

    /// Writes the line about a program's decision whom to let in that has failed.
    package func noteFailedAdmission(_ error: any Error, from address: String?) {
        var line = LogLine(.hookFailed)
        line.error = error
        line.address = address
        log.write(line)
    }

    /// Writes the line about a connection that the system has refused.
    package func noteFailedAccept(_ error: any Error) {
        var line = LogLine(.failedAccept)
        line.error = error
        log.write(line)
    }

    /// Writes the line about new certificates that cannot be used.
    package func noteFailedRenewal(_ error: any Error) {
        var line = LogLine(.failedRenewal)
        line.error = error
        log.write(line)
    }

    /// Writes the line about a connection of which its transport has made no link.
    package func noteRefusedHandshake(_ reason: String, from address: String?) {
        var line = LogLine(.refusedHandshake, requestID: nil, reason: reason)
        line.address = address
        log.write(line)
    }
}
