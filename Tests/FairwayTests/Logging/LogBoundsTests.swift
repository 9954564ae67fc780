import FairwayTesting
import Logging
import Testing

@testable import Fairway

@Suite("Lines of the log are short and plain")
struct LogBoundsTests {
    private struct Failure: Error, CustomStringConvertible { let description: String }

    private static let nasty = "\u{0}\n\r\t\u{1B}[31m\u{7F}\u{85}\u{9B}\u{2028}\u{2029}\u{202E}\u{2066}\u{200F}\u{FEFF}"

    /// The lines after events with that text as name, channel, error and argument, and an end with it as reason.
    private func lines(with text: String) async throws -> [RecordedLine] {
        let log = RecordingLog(level: .trace)
        let server = FairwayServer(configuration: log.configuration)
        let handled = Events<Void>()
        server.onError { _ in handled.add(()) }
        server.on("fail") { () throws -> Void in throw Failure(description: text) }
        server.on("wrong") { (_: Int) in }
        let (clientEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 1 << 24)
        server.accept(serverEnd)
        let client = FairwayClient()
        client.connect(over: clientEnd)
        try await client.of("room").emit(EventName(text))
        try await client.of(ChannelName(text)).emit("nobody")
        try await client.emit("fail")
        try await client.emit("wrong", text)
        _ = await handled.next(2)
        await client.close(status: .protocolError, reason: text)
        await server.close()
        return log.lines
    }

    @Test("Control characters, line ends and what turns the reading direction are escaped")
    func control() async throws {
        let lines = try await lines(with: Self.nasty)
        #expect(lines.count >= 5)
        for line in lines {
            for scalar in line.description.unicodeScalars {
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: Issue.record("\(scalar.value) in \(line)")
                default: break
                }
            }
        }
        #expect(lines.first?.metadata["event"]?.hasPrefix(#"\u{0}\u{a}\u{d}\u{9}\u{1b}[31m\u{7f}\u{85}\u{9b}"#) == true)
    }

    @Test(
        "A long name, text or error makes no long line",
        arguments: [("x", 1 << 20), ("\u{202E}", 10_000), ("e\u{301}", 10_000)]
    )
    func length(unit: String, count: Int) async throws {
        let lines = try await lines(with: String(repeating: unit, count: count))
        #expect(lines.count >= 5)
        for line in lines {
            #expect(line.description.utf8.count < (line.level == .trace ? 40_000 : 8_000))
        }
    }
}
