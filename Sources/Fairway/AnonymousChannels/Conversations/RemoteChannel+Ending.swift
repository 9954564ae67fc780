extension RemoteChannel where Binding: ConversationBinding {
    /// Whether events and requests may still be sent in the conversation.
    public var isOpen: Bool { conversation?.connection?.isOpen ?? false }

    /// How the conversation has ended; waits until it has.
    ///
    /// - Throws: `CancellationError` where the task is cancelled before.
    public var closed: ConversationEnd {
        get async throws(CancellationError) { try await conversation?.waitForEnd() ?? .closed }
    }

    /// Ends the conversation in good order, and not the connection; does nothing where it has ended.
    ///
    /// Requests of this side that are not answered yet end with ``RequestError/channelClosed``; handlers that run for
    /// the other side's go on and answer.
    public func close() {
        guard let conversation else { return }
        end(conversation, .closed, telling: OutboundFrame.close(channel: conversation.number))
    }

    /// Ends the conversation with words for the other side, and not the connection; does nothing where it has ended.
    ///
    /// As ``close()`` besides. The other side cancels the handlers that run for requests of this side.
    public func abort(_ reason: String) {
        guard let conversation else { return }
        let message = OutboundFrame.abort(channel: conversation.number, reason)
        end(conversation, .aborted(RemoteError(message: reason)), telling: message)
    }

    private var conversation: AnonymousChannel? { route.channel.anonymous }

    private func end(_ conversation: AnonymousChannel, _ end: ConversationEnd, telling message: EncodedMessage) {
        conversation.connection?.end(conversation, end, telling: message)
    }
}
