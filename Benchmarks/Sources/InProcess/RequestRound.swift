import Fairway
import Workload

/// Requests that a server with generated handlers gets as bytes, and whose answers it gives as bytes.
struct RequestRound {
    private let server = FairwayServer()
    private let transport = DirectTransport()
    let frames: [[UInt8]]
    private let answerSize: Int

    /// Makes so many requests, whose answers have a value of `answerSize` bytes each.
    init(_ payload: Payload, count: Int, answerSize: Int) {
        let value = payload.json
        self.answerSize = answerSize
        frames = (1...count).map { Array("{\"i\":\($0),\"a\":[\"\(payload.event)\",".utf8) + value + Array("]}".utf8) }
        server[Bench.Main.self].register(Echo())
        server.accept(transport)
    }

    /// Nanoseconds of processor time for a request.
    func run() throws -> Double {
        let bytesBefore = transport.byteCount
        let start = processorTime()
        transport.push(frames)
        let cost = (processorTime() - start) / Double(frames.count)
        guard transport.byteCount - bytesBefore > frames.count * answerSize else {
            throw Failure("some requests were not answered")
        }
        return cost
    }
}

/// Answers with what came.
private struct Echo: Bench.Main.ServerHandler {
    func echoS(value: String, from client: Bench.Main.RemoteClient) -> String { value }
    func echoM(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) -> Bench.ChatMessage { value }
    func echoL(value: [Bench.Point], from client: Bench.Main.RemoteClient) -> [Bench.Point] { value }
    func say(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) {}
}
