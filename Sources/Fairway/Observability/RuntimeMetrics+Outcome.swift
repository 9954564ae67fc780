extension RuntimeMetrics.Activity {
    /// How something ended that has thrown.
    ///
    /// - Parameter isDeclared: whether it is an error that the schema declares for the event.
    func outcome(of error: any Error, isDeclared: Bool) -> RuntimeMetrics.Outcome {
        switch (self, error) {
        case (_, is CancellationError): .cancelled
        case (_, is HandlerDeadlineExceeded), (.request, RequestError.timedOut): .timedOut
        case (.request, is RequestError), (.request, is ConversionError): .failed
        // Whatever else a request throws is the other side's words, or what its schema declares.
        case (.request, _): .refused
        // What the peer is told in the handler's own words.
        case (.handler, is any PresentableError), (.handler, is ArgumentError): .refused
        case (.handler, _): isDeclared ? .refused : .failed
        }
    }
}

extension StatusCode {
    /// What kind of end it stands for.
    var kind: String {
        switch self {
        case .normalClosure, .goingAway, .noStatusReceived: "normal"
        case .abnormalClosure: "broken"
        case .protocolError, .unsupportedData, .invalidPayload, .policyViolation, .messageTooBig, .mandatoryExtension:
            "violation"
        case .internalError, .serviceRestart, .tryAgainLater, .badGateway: "unavailable"
        default: rawValue >= 3000 ? "application" : "other"
        }
    }
}

extension Duration {
    /// As many nanoseconds as there is room for.
    var saturatingNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (nanoseconds, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = nanoseconds.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isTooLong || overflows ? (seconds < 0 ? .min : .max) : sum
    }
}
