/// Answers with anonymous channels (wire protocol, items 17 and 18).
extension Arrival {
    /// Answers a request with a stream of what `open` returns; where nobody has asked, that is let go.
    func answer<Values: AsyncSequence & Sendable>(
        streaming element: AnswerEncoding<Values.Element>,
        _ open: () async throws -> Values
    ) async throws -> EncodedMessage? {
        let values = try await open()
        guard let requestID else { return nil }
        let producer = StreamProducer(
            for: self,
            number: requestID.rawValue,
            client: connection.owner?.handledClient,
            writeFailure: element.writeFailure
        ) { producer in
            var iterator = values.makeAsyncIterator()
            while true {
                // First, so that no value is made which the other side has no room for.
                try await producer.waitForPermission()
                guard let value = try await iterator.next() else { return }
                try await producer.send(value, element)
            }
        }
        try connection.beginOpening(requestID, .producing(producer))
        return OutboundFrame.openedChannel(requestID)
    }

    /// Answers a request with a conversation.
    ///
    /// - Parameter prepare: registers handlers on the conversation. What is sent on it meanwhile waits for the answer.
    func answer(conversing prepare: (ChannelName) async throws -> Void) async throws -> EncodedMessage? {
        guard let requestID else {
            // Nobody has asked, so that the conversation is over before it begins.
            let conversation = AnonymousChannel(0, on: nil)
            conversation.finish(.closed)
            try await prepare(ChannelName(conversation))
            return nil
        }
        let conversation = AnonymousChannel(requestID.rawValue, on: connection)
        try connection.beginOpening(requestID, .conversation(conversation))
        connection.owner?.openHandlers(for: conversation)
        try await prepare(ChannelName(conversation))
        return OutboundFrame.openedChannel(requestID)
    }
}
