import Fairway
import FairwayTesting
import Testing

extension RawPeer {
    /// Sends a frame and holds what comes back, frame for frame, against what should.
    func expect(
        _ sent: String,
        _ expected: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try send(sent)
        for frame in expected { await expectNext(frame, "after \(sent.prefix(200))", sourceLocation: sourceLocation) }
    }

    /// Holds the next frame against what it should be.
    func expectNext(
        _ expected: String,
        _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let received = await next()
        #expect(received == .message(expected), comment, sourceLocation: sourceLocation)
    }

    /// Holds the next thing to come against the end of the link.
    func expectEnd(
        _ status: StatusCode,
        _ reason: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let received = await next()
        #expect(received == .end(TransportEnd(status: status, reason: reason)), sourceLocation: sourceLocation)
    }

    /// Makes sure that nothing else has come or been answered so far, and that the connection lives.
    ///
    /// Handlers start in order, so that what comes before this answer belongs to what was sent before.
    func settle(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await expect(
            #"{"i":9007199254740991,"a":["echo","settled"]}"#,
            #"{"i":9007199254740991,"d":"settled"}"#,
            sourceLocation: sourceLocation
        )
    }

    /// A frame as it came.
    func nextFrame(sourceLocation: SourceLocation = #_sourceLocation) async -> String? {
        let received = await next()
        guard case .message(let frame) = received else {
            Issue.record("a frame should have come instead of \(received)", sourceLocation: sourceLocation)
            return nil
        }
        return frame
    }
}

/// The rejection that the runtime or a presentable error makes of a request.
func rejection(_ id: Int, _ message: String) -> String {
    #"{"i":\#(id),"e":{"message":"\#(message)"},"_":1}"#
}
