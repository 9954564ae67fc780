import Fairway
import Workload

/// Requests that a server with generated handlers gets as bytes, and whose answers it gives as bytes.
///
/// The same few come again and again, so that their bytes are as near to the processor as those that Foundation's coders
/// get.
struct RequestRound {
    private static let size = 16

    private let server = FairwayServer()
    private let transport = DirectTransport()
    let frames: [[UInt8]]
    /// All of them in one piece of memory, and where each is.
    private let together: (bytes: [UInt8], places: [Range<Int>])
    private let rounds: Int
    private let answerSize: Int

    /// Makes so many requests, or a few more, whose answers have a value of `answerSize` bytes each.
    init(_ payload: Payload, count: Int, answerSize: Int) {
        let value = payload.json
        self.answerSize = answerSize
        rounds = (count + Self.size - 1) / Self.size
        frames = (1...Self.size).map {
            Array("{\"i\":\($0),\"a\":[\"\(payload.event)\",".utf8) + value + Array("]}".utf8)
        }
        var (bytes, places): ([UInt8], [Range<Int>]) = ([], [])
        for frame in frames {
            places.append(bytes.count..<bytes.count + frame.count)
            bytes += frame
        }
        together = (bytes, places)
        server[Bench.Main.self].register(Echo())
        server.accept(transport)
    }

    /// Nanoseconds of processor time for a request, of those that come one at a time.
    func run() throws -> Double {
        try time { transport.push(frames) }
    }

    /// Nanoseconds of processor time for a request, of those that come sixteen at a time.
    func runTogether() throws -> Double {
        try time { transport.push(together.bytes, at: together.places) }
    }

    private func time(_ push: () -> Void) throws -> Double {
        let bytesBefore = transport.byteCount
        let start = processorTime()
        for _ in 0..<rounds { push() }
        let count = rounds * Self.size
        let cost = (processorTime() - start) / Double(count)
        guard transport.byteCount - bytesBefore > count * answerSize else {
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
