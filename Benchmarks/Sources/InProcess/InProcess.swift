import Fairway
import Foundation

/// Answers with what came.
struct Echo: Bench.Main.ServerHandler {
    func echoS(value: String, from client: Bench.Main.RemoteClient) -> String { value }
    func echoM(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) -> Bench.ChatMessage { value }
    func echoL(value: [Bench.Point], from client: Bench.Main.RemoteClient) -> [Bench.Point] { value }
    func say(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) {}
}

/// Nanoseconds of processor time for each message, bytes in and bytes out; medians of five rounds that take turns.
@main
struct InProcess {
    static func main() throws {
        print("payload  coding  with dispatch  Foundation's coders   (ns per message)")
        try measure("S", "echoS", Payloads.small, count: 40_000)
        try measure("M", "echoM", Payloads.medium, count: 10_000)
        try measure("L", "echoL", Payloads.large, count: 100)
    }

    // Specialised, as what calls generated code is.
    @inline(__always)
    private static func measure<Value: WireCodable & Codable>(
        _ name: String,
        _ event: String,
        _ value: Value,
        count: Int
    ) throws {
        let bytes = try value.wireBytes()
        let server = FairwayServer()
        server[Bench.Main.self].register(Echo())
        let transport = DirectTransport()
        server.accept(transport)
        let frames = (1...count).map { id in Array("{\"i\":\(id),\"a\":[\"\(event)\",".utf8) + bytes + Array("]}".utf8)
        }
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        let data = Data(bytes)
        var rounds: [[Double]] = [[], [], []]
        for _ in 0..<5 {
            rounds[0].append(
                try time(count) {
                    for _ in 0..<count { check(try Value(wireBytes: bytes).wireBytes().count, bytes.count) }
                }
            )
            let before = transport.byteCount
            rounds[1].append(time(count) { transport.push(frames) })
            precondition(transport.byteCount - before > count * bytes.count, "some requests were not answered")
            let few = max(count / 20, 5)
            rounds[2].append(
                try time(few) {
                    for _ in 0..<few { check(try encoder.encode(decoder.decode(Value.self, from: data)).count, 1) }
                }
            )
        }
        let medians = rounds.map { $0.sorted()[2] }
        let columns = [
            String(format: "%6.0f", medians[0]), String(format: "%13.0f", medians[1]),
            String(format: "%19.0f", medians[2]),
        ]
        print("\(name)        \(columns.joined(separator: "  "))")
    }

    private static func check(_ count: Int, _ least: Int) {
        precondition(count >= least, "the value did not come back whole")
    }

    private static func time(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = clock()
        try body()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e9 / Double(count)
    }
}
