extension Connection {
    /// Lets an event through the middleware to its handler.
    ///
    /// - Returns: what the peer is told, for a request.
    func run(
        _ event: InboundEvent,
        _ arguments: RawArguments,
        through steps: [MiddlewareStep],
        _ owner: any ConnectionOwner
    ) async -> EncodedMessage? {
        let passage = Passage(Arrival(event, on: self), owner: owner)
        do {
            let reply =
                if let instruments {
                    try await instruments.aroundHandler(
                        of: event,
                        isKnown: owner.handles(event.name, on: event.channel),
                        writeFailure: passage.writeFailure
                    ) {
                        try await passage.run(arguments, through: steps[...])
                    }
                } else {
                    try await passage.run(arguments, through: steps[...])
                }
            return try event.requestID.map { id throws(ConversionError) in try reply.message(for: id) }
        } catch let unhandled as UnhandledEvent
            where unhandled.event == event.name && unhandled.channel == event.channel
        {
            return refuseUnhandled(event, owner)
        } catch let mismatch as ArgumentError where mismatch == passage.mismatch {
            return refuse(mismatch, of: event, owner)
        } catch {
            return failure(error, of: Arrival(event, on: self), writing: passage.writeFailure, owner)
        }
    }
}
