import Fairway
import FairwayTesting
import Testing

// What is said on anonymous channels, by their number.
extension RawPeer {
    /// Makes a request that is to be answered with a channel.
    func open(_ id: Int, _ event: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await expect(
            #"{"i":\#(id),"a":\#(event)}"#,
            #"{"i":\#(id),"h":1}"#,
            sourceLocation: sourceLocation
        )
    }

    /// Asks for the first value of a stream, after granting this much credit.
    func start(_ number: Int, credit: Int? = nil) throws {
        if let credit { try send(#"{"h":\#(number),"a":["credit",\#(credit)]}"#) }
        try send(#"{"h":\#(number),"a":["start"]}"#)
    }

    /// Holds what comes on a stream against these values.
    func expectValues(
        _ values: ClosedRange<Int>,
        on number: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        for value in values { await expectNext(streamed(number, value), sourceLocation: sourceLocation) }
    }

    /// Asks how many handlers and streams run until it is this many: what ends does so in a task of its own.
    func expectRunning(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var frame: String?
        repeat {
            try Task.checkCancellation()
            try send(#"{"i":9007199254740990,"a":["running"]}"#)
            frame = await nextFrame(sourceLocation: sourceLocation)
        } while frame?.hasPrefix(#"{"i":9007199254740990,"d":"#) == true
            && frame != #"{"i":9007199254740990,"d":\#(count)}"#
        #expect(frame == #"{"i":9007199254740990,"d":\#(count)}"#, sourceLocation: sourceLocation)
    }
}

/// A value of a stream.
func streamed(_ number: Int, _ value: Int) -> String {
    #"{"h":\#(number),"a":["next",{"value":\#(value),"done":false}]}"#
}

/// The end of a stream.
func finished(_ number: Int) -> String {
    #"{"h":\#(number),"a":["next",{"done":true}]}"#
}

/// An abort with an error object.
func aborted(_ number: Int, _ message: String) -> String {
    #"{"h":\#(number),"x":{"message":"\#(message)"},"_":1}"#
}
