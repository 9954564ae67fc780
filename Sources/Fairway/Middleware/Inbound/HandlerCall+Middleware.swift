extension HandlerCall {
    /// Lets an event through the middleware to its handler, and ends the call.
    func run(through passage: Passage) async {
        finish(await reply(of: passage))
    }

    private func reply(of passage: Passage) async -> EncodedMessage? {
        let connection = arrival.connection
        do {
            let reply =
                if let instruments = connection.instruments {
                    try await instruments.aroundHandler(
                        of: arrival,
                        isKnown: owner.handler(of: arrival.event, on: arrival.channel) != nil,
                        writeFailure: passage.writeFailure
                    ) {
                        try await passage.run(self)
                    }
                } else {
                    try await passage.run(self)
                }
            return try arrival.requestID.map { id throws(ConversionError) in try reply.message(for: id) }
        } catch let unhandled as UnhandledEvent
            where unhandled.event == arrival.event && unhandled.channel == arrival.channel
        {
            return connection.refuseUnhandled(arrival, owner)
        } catch let mismatch as ArgumentError where mismatch == passage.mismatch {
            return connection.refuse(mismatch, of: arrival, owner)
        } catch {
            return connection.failure(error, of: arrival, writing: passage.writeFailure, owner)
        }
    }
}
