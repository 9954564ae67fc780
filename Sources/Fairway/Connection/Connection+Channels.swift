import Synchronization

/// Anonymous channels (wire protocol, items 17 to 20).
extension Connection {
    /// Takes an event or a request on an anonymous channel.
    ///
    /// - Returns: the handler that is to be run for it now, if one is.
    func receive(
        _ event: InboundEvent,
        onAnonymous number: Int,
        _ bytes: UnsafeRawBufferPointer,
        in turn: DispatchTurn
    ) -> HandlerCall? {
        switch state.withLock({ $0.channels.role(of: number) }) {
        case .conversation(let conversation):
            var event = event
            event.channel = ChannelName(conversation)
            return admit(event, bytes, in: turn)
        case .reading(let reader):
            if let id = event.requestID {
                refuseOnStream(id, event.name, number)
                return nil
            }
            switch reader.receive(event, in: bytes) {
            case .open: break
            case .finished: _ = state.withLock { $0.channels.close(number) }
            case .failed(let kind, let words):
                log(LogLine(kind, requestID: nil, anonymousChannel: number))
                leave(number, words)
            }
        case .producing(let producer):
            if let id = event.requestID {
                refuseOnStream(id, event.name, number)
            } else {
                producer.receive(event, in: bytes)
            }
        case nil:
            refuse(event.requestID, onUnknown: number)
        }
        return nil
    }

    /// A request on a stream's channel, where there is nothing to ask.
    private func refuseOnStream(_ id: RequestID, _ event: EventName, _ number: Int) {
        log(LogLine(.noListener, requestID: id, anonymousChannel: number))
        rejectUnread(id, "no event listener for '\(event.cited)' on channel '#\(number)'")
    }

    /// A message for an anonymous channel that is not there (item 19).
    private func refuse(_ id: RequestID?, onUnknown number: Int) {
        log(LogLine(.unknownChannel, requestID: id, anonymousChannel: number))
        reply(OutboundFrame.abort(channel: number, "no such channel"))
        if let id { rejectUnread(id, "no such channel") }
    }

    /// Takes the peer's abort of a channel; one that is not there is ignored.
    func abortedByPeer(_ number: Int, _ reason: InboundRejection, _ bytes: UnsafeRawBufferPointer) {
        switch closeChannel(number) {
        case .conversation(let conversation):
            finish(conversation, ConversationEnd(reason), isByPeer: true)
        case .reading(let reader):
            reader.aborted(reason, in: bytes)
        case .producing(let producer):
            producer.end(.peer(reason.error))
        case nil: break
        }
    }

    private func closeChannel(_ number: Int) -> ChannelRole? {
        let (role, waiters) = state.withLock { $0.closeChannel(number) }
        for waiter in waiters { waiter.fail(RequestError.channelClosed) }
        return role
    }

    /// Ends a conversation from this side; does nothing where it has ended.
    func end(_ conversation: AnonymousChannel, _ end: ConversationEnd, telling message: EncodedMessage) {
        let number = conversation.number
        guard conversation.end == nil, let ended = state.withLock({ $0.channels.end(number, telling: message) })
        else { return }
        finish(conversation, end, isByPeer: false)
        if ended.tellsPeer { tellEnd(number, message) }
    }

    /// Ends a stream that this side sends; does nothing where it has ended.
    func end(stream number: Int, telling message: EncodedMessage) {
        guard let ended = state.withLock({ $0.channels.end(number, telling: message) }), ended.tellsPeer else { return }
        tellEnd(number, message)
    }

    private func tellEnd(_ number: Int, _ message: EncodedMessage) {
        reply(message)
        _ = state.withLock { $0.channels.close(number) }
    }

    /// Leaves a stream that this side reads; does nothing where it has ended.
    func leave(_ number: Int, _ words: String) {
        guard state.withLock({ $0.channels.close(number) }) != nil else { return }
        reply(OutboundFrame.abort(channel: number, words))
    }

    /// Ends what was to run on a channel that has not come to be.
    func abandon(_ role: ChannelRole) {
        guard case .conversation(let conversation) = role else { return }
        finish(conversation, .closed, isByPeer: false)
    }

    /// Ends what runs on a channel that ends with the connection.
    func connectionEnded(_ end: ConnectionEnd, _ role: ChannelRole) {
        switch role {
        case .conversation(let conversation): finish(conversation, .connectionEnded, isByPeer: true)
        case .reading(let reader): reader.fail(RequestError.connectionClosed)
        case .producing(let producer): producer.end(.connectionEnded(end))
        }
    }

    /// - Parameter isByPeer: whether the peer knows of the end.
    private func finish(_ conversation: AnonymousChannel, _ end: ConversationEnd, isByPeer: Bool) {
        conversation.finish(end)
        for entry in room?.messages.withLock({ $0.withdraw(on: conversation) }) ?? [] { entry.waiter(.channelClosed) }
        // Where it is closed in good order, what is asked already is answered.
        guard case .aborted = end else { return }
        let handles = state.withLock { $0.inbound.handles(on: conversation) }
        // Whoever aborts it in a handler may still answer.
        for handle in handles where handle !== HandlerScope.current { handle.cancel(.conversationEnded(end)) }
        endRequests(on: conversation, cancelsAtPeer: !isByPeer)
    }
}

/// Channels that the peer has asked for.
extension Connection {
    /// Opens a channel for a request, on which nothing is sent before the request is answered with it (item 17).
    ///
    /// - Throws: ``ChannelRefusal``.
    func beginOpening(_ requestID: RequestID, _ role: ChannelRole) throws {
        switch state.withLock({ $0.beginOpening(requestID, role) }) {
        case .opening: break
        case .full: throw ChannelRefusal.tooMany
        case .taken: throw ChannelRefusal.numberInUse
        case .over: throw CancellationError()
        }
    }

    /// Sends what waited for the answer that opens a channel; where the answer is another one, the channel is given up.
    func finishOpening(_ id: RequestID, with answer: EncodedMessage?) {
        let number = id.rawValue
        guard answer == OutboundFrame.openedChannel(id) else {
            if let role = closeChannel(number) { giveUp(role) }
            return
        }
        while let message = state.withLock({ $0.channels.nextHeld(number) }) { reply(message) }
        if case .producing(let producer)? = state.withLock({ $0.channels.role(of: number) }) { producer.opened() }
    }

    private func giveUp(_ role: ChannelRole) {
        switch role {
        case .conversation(let conversation): finish(conversation, .closed, isByPeer: false)
        case .producing(let producer): producer.end(.peer(RemoteError(message: "the request was not answered with it")))
        case .reading: break
        }
    }
}

/// Why a request is not answered with a channel. The peer is told so.
enum ChannelRefusal: PresentableError, Hashable {
    /// As many as the limit are open for the peer.
    case tooMany
    /// The peer has given the request the number of a channel that is open.
    case numberInUse

    var message: String {
        switch self {
        case .tooMany: "too many channels are open"
        case .numberInUse: "a channel with this number is open"
        }
    }
}
