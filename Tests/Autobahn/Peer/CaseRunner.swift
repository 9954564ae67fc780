import Fairway
import FairwayNIO

/// A client that lets a fuzzing server run all of its cases on it, one after the other.
struct CaseRunner {
    let url: String
    let agent: String
    let options: WebSocketOptions

    func runAll() async throws {
        let count = try await caseCount()
        for number in 1...count {
            try await echo("/runCase?case=\(number)&agent=\(agent)")
        }
        try await echo("/updateReports?agent=\(agent)")
        print("\(count) cases were run")
    }

    /// Opens a WebSocket and sends everything back until it ends.
    private func echo(_ path: String) async throws {
        await Echo.start(on: try await connect(path))?.waitForEnd()
    }

    /// How many cases the server has; it tells in a message and then closes.
    private func caseCount() async throws -> Int {
        let transport = try await connect("/getCaseCount")
        let answer = FirstMessage()
        transport.start(delivering: answer)
        let text = await answer.text
        guard let count = text.flatMap(Int.init), count > 0 else { throw NoCases(answer: text) }
        return count
    }

    private func connect(_ path: String) async throws -> any Transport {
        try await WebSocketConnector(to: url + path, options: options).connect()
    }
}

/// The server did not say how many cases it has.
struct NoCases: Error {
    var answer: String?
}

/// Keeps the first message of a link.
private final class FirstMessage: TransportReceiver {
    private let messages = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(1))

    /// The message, once it has come; `nil` where the link ended without one.
    var text: String? {
        get async {
            var iterator = messages.stream.makeAsyncIterator()
            return await iterator.next()
        }
    }

    func receive(_ message: RawSpan) {
        messages.continuation.yield(message.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
    }

    func end(_ end: TransportEnd) {
        messages.continuation.finish()
    }
}
