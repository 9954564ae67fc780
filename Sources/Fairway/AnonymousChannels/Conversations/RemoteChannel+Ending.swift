extension RemoteChannel where Binding: ConversationBinding {
    /// Whether events and requests may still be sent in the conversation.
    public var isOpen: Bool { conversation?.connection?.isOpen ?? false }

    /// How the conversation has ended; waits until it has.
    ///
    /// - Throws: `CancellationError` where the task is cancelled before.
    public var closed: ConversationEnd {
        get async throws(CancellationError) { try await conversation?.waitForEnd() ?? .closed }
    }

    /// Ends the conversation with words for the other side, and not the connection; does nothing where it has ended.
    ///
    /// Requests in it that are not answered yet end with ``RequestError/channelClosed`` on both sides, and their handlers
    /// are cancelled, except the one that calls this.
    public func abort(_ reason: String) {
        guard let conversation else { return }
        let message = OutboundFrame.abort(channel: conversation.number, reason)
        end(conversation, .aborted(RemoteError(message: reason)), telling: message)
    }

    fileprivate func endInGoodOrder() {
        conversation?.close()
    }

    private var conversation: AnonymousChannel? { route.channel.anonymous }

    private func end(_ conversation: AnonymousChannel, _ end: ConversationEnd, telling message: EncodedMessage) {
        conversation.connection?.end(conversation, end, telling: message)
    }
}

extension RemoteServer where Binding: ConversationBinding {
    /// Ends the conversation in good order, and not the connection; does nothing where it has ended.
    ///
    /// Nothing more is sent or taken in it. Requests that were made before are still answered.
    public func close() { endInGoodOrder() }
}

extension RemoteClient where Binding: ConversationBinding {
    /// Ends the conversation in good order, and not the connection; does nothing where it has ended.
    ///
    /// Nothing more is sent or taken in it. Requests that were made before are still answered.
    public func close() { endInGoodOrder() }
}
