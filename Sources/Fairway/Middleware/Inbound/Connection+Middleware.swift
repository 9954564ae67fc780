extension Connection {
    /// Lets an event through the middleware to its handler.
    ///
    /// - Returns: what the peer is told, for a request.
    nonisolated(nonsending) func run(
        _ arrival: Arrival,
        _ arguments: RawArguments,
        through steps: [MiddlewareStep],
        _ owner: any ConnectionOwner
    ) async -> EncodedMessage? {
        let passage = Passage(arrival, owner: owner)
        do {
            let reply =
                if let instruments {
                    try await instruments.aroundHandler(
                        of: arrival,
                        isKnown: owner.handles(arrival.event, on: arrival.channel),
                        writeFailure: passage.writeFailure
                    ) {
                        try await passage.run(arguments, through: steps[...])
                    }
                } else {
                    try await passage.run(arguments, through: steps[...])
                }
            return try arrival.requestID.map { id throws(ConversionError) in try reply.message(for: id) }
        } catch let unhandled as UnhandledEvent
            where unhandled.event == arrival.event && unhandled.channel == arrival.channel
        {
            return refuseUnhandled(arrival, owner)
        } catch let mismatch as ArgumentError where mismatch == passage.mismatch {
            return refuse(mismatch, of: arrival, owner)
        } catch {
            return failure(error, of: arrival, writing: passage.writeFailure, owner)
        }
    }
}
