import Tracing

/// What a server or a client is measured with, made once for it.
final class Instruments: Sendable {
    /// Which of the two ends is measured.
    enum Side: String, Sendable {
        case server, client
    }

    let metrics: RuntimeMetrics?
    private let tracer: (any Tracer)?
    private let time: TimeSource

    /// - Returns: `nil` where nothing is to be measured, so that nothing is paid.
    init?(_ configuration: ConnectionConfiguration, side: Side, time: TimeSource) {
        guard configuration.metrics != nil || configuration.tracer != nil else { return nil }
        metrics = configuration.metrics.map { RuntimeMetrics($0, side: side) }
        tracer = configuration.tracer
        self.time = time
    }

    /// Runs the handler of an event, with what middleware there is.
    ///
    /// - Parameters:
    ///   - isKnown: whether there is a handler, so that the peer has not made the name up.
    ///   - writeFailure: writes an error that the schema declares for the event.
    func aroundHandler<Result: Sendable>(
        of arrival: Arrival,
        isKnown: Bool,
        writeFailure: @autoclosure () -> FailureWriter?,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let name = isKnown ? MetricName.of(arrival.channel, arrival.event) : .unknown
        // The wire has no place for the peer's context, so that whatever context there is here is not that of the event.
        return try await measure(.handler, name, isDeclared: { Self.isDeclared($0, by: writeFailure()) }) {
            guard let tracer else { return try await body() }
            return try await trace(tracer, name, .server, in: .topLevel, body)
        }
    }

    /// Makes a request.
    func aroundRequest<Result: Sendable>(
        _ event: EventName,
        on channel: ChannelName,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let name = MetricName.of(channel, event)
        metrics?.count(.sent, .request, name)
        return try await measure(.request, name) {
            guard let tracer else { return try await body() }
            return try await trace(tracer, name, .client, in: .current ?? .topLevel, body)
        }
    }

    private func measure<Result: Sendable>(
        _ activity: RuntimeMetrics.Activity,
        _ name: MetricName,
        isDeclared: (any Error) -> Bool = { _ in false },
        _ body: () async throws -> Result
    ) async throws -> Result {
        guard let metrics else { return try await body() }
        let start = time.now()
        do {
            let result = try await body()
            metrics.record(activity, name, .completed, time.now() - start)
            return result
        } catch {
            metrics.record(
                activity,
                name,
                activity.outcome(of: error, isDeclared: isDeclared(error)),
                time.now() - start
            )
            throw error
        }
    }

    private static func isDeclared(_ error: any Error, by writeFailure: FailureWriter?) -> Bool {
        guard let writeFailure, !(error is CancellationError) else { return false }
        var scratch = WireWriter(depth: 1)
        do throws(ConversionError) {
            return try writeFailure(error, &scratch)
        } catch {
            // It is of that type, but the peer is told nothing of it.
            return false
        }
    }

    /// What may be said of an error, as of one in the log.
    private static func outline(of error: any Error) -> String {
        // What a handler means to tell its peer is likely to repeat what the peer wrote.
        let outline = error is any PresentableError ? "\(type(of: error))" : LogText.outline(of: error)
        return LogText.bounded(outline, limit: 500)
    }

    private func trace<Result: Sendable>(
        _ tracer: some Tracer,
        _ name: MetricName,
        _ kind: SpanKind,
        in context: ServiceContext,
        _ body: () async throws -> Result
    ) async throws -> Result {
        // Not thrown through the span, which would keep the error with all that the other side has written in it.
        let result: Swift.Result<Result, any Error> = await tracer.withSpan(
            name.spanName,
            context: context,
            ofKind: kind
        ) { span in
            do {
                return .success(try await body())
            } catch {
                span.attributes["error.type"] = "\(type(of: error))"
                span.setStatus(SpanStatus(code: .error, message: Self.outline(of: error)))
                return .failure(error)
            }
        }
        return try result.get()
    }
}
