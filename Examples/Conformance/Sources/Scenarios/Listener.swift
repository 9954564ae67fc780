import ConformanceServer
import Fairway
import Synchronization

/// A client's handlers: it keeps what it is told, and answers as it was bidden.
final class Listener: Conformance.Main.ClientHandler {
    typealias Answer = @Sendable (String, Conformance.Main.RemoteServer) async throws -> String

    private let texts: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    private let answer: Mutex<Answer>

    init(answer: @escaping Answer = { question, _ in "about \(question)" }) {
        (texts, continuation) = AsyncStream.makeStream()
        self.answer = Mutex(answer)
    }

    /// Answers otherwise from now on.
    func answer(with answer: @escaping Answer) {
        self.answer.withLock { $0 = answer }
    }

    /// Waits for the next text that is said.
    func next() async -> String? {
        var iterator = texts.makeAsyncIterator()
        return await iterator.next()
    }

    func answer(question: String, from server: Conformance.Main.RemoteServer) async throws -> String {
        let answer = answer.withLock { $0 }
        return try await answer(question, server)
    }

    func said(text: String, from server: Conformance.Main.RemoteServer) {
        continuation.yield(text)
    }
}
