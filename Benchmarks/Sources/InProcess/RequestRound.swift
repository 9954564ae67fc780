import Fairway
import Workload

/// Requests that a server with generated handlers gets as bytes, and whose answers it gives as bytes.
struct RequestRound {
    private let server = FairwayServer()
    private let transport = DirectTransport()
    let frames: [[UInt8]]
    private let answerSize: Int
    /// The same, each batch of them in one piece of memory.
    private let batches: [(bytes: [UInt8], places: [Range<Int>])]

    /// Makes so many requests, whose answers have a value of `answerSize` bytes each.
    init(_ payload: Payload, count: Int, answerSize: Int) {
        let value = payload.json
        self.answerSize = answerSize
        frames = (1...count).map { Array("{\"i\":\($0),\"a\":[\"\(payload.event)\",".utf8) + value + Array("]}".utf8) }
        batches = stride(from: 0, to: count, by: 16).map { [frames] start in
            var (bytes, places): ([UInt8], [Range<Int>]) = ([], [])
            for frame in frames[start..<min(start + 16, count)] {
                places.append(bytes.count..<bytes.count + frame.count)
                bytes += frame
            }
            return (bytes, places)
        }
        server[Bench.Main.self].register(Echo())
        server.accept(transport)
    }

    /// Nanoseconds of processor time for a request, of those that come one at a time.
    func run() throws -> Double {
        try time { transport.push(frames) }
    }

    /// Nanoseconds of processor time for a request, of those that come sixteen at a time.
    func runTogether() throws -> Double {
        try time {
            for batch in batches { transport.push(batch.bytes, at: batch.places) }
        }
    }

    private func time(_ push: () -> Void) throws -> Double {
        let bytesBefore = transport.byteCount
        let start = processorTime()
        push()
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
