import Synchronization

extension Connection {
    /// Gives the transport a message.
    func send(_ message: EncodedMessage) throws(TransportError) {
        do throws(TransportError) {
            try transmit(message)
        } catch {
            instruments?.metrics?.couldNotSend(error == .bufferFull ? .bufferFull : .closed)
            throw error
        }
    }

    /// Gives the transport a message that can wait where there is no room.
    func transmit(_ message: EncodedMessage) throws(TransportError) {
        try transport.send(message)
        instruments?.metrics?.count(.sent, bytes: message.bytes.count)
    }

    /// Counts an event that has come.
    ///
    /// - Parameter isKnown: whether there is a handler, so that the peer has not made the name up.
    func noteArrival(_ event: InboundEvent, isKnown: @autoclosure () -> Bool) {
        guard let metrics = instruments?.metrics else { return }
        let name = isKnown() ? MetricName.of(event.channel, event.name) : .unknown
        metrics.count(.received, event.requestID == nil ? .event : .request, name)
    }

    /// Tells the metrics how many messages wait, after what may have changed it.
    func noteWaiting() {
        guard let metrics = instruments?.metrics else { return }
        let change = state.withLock { state in
            // Under the lock, so that the changes add up to what waits, whoever tells them.
            let waiting = state.inbound.waitingMessages
            return waiting - toldWaiting.exchange(waiting, ordering: .relaxed)
        }
        metrics.waitingChanged(by: change)
    }
}

extension Route {
    /// What the end is measured with that sends this way.
    var instruments: Instruments? {
        switch link {
        case .toServer(let client): client.instruments
        case .toClient(let client): client.server.instruments
        }
    }
}
