@_spi(Benchmarks) import Fairway
import Foundation
import Workload

/// Prints nanoseconds of processor time for what is done in one process, as lines of JSON: one for each of five rounds, in
/// which all that is done with a payload takes turns.
@main
struct InProcess {
    static func main() async {
        do {
            try report(Bench.Main.ToServer.echoS, .small, count: 60_000)
            try report(Bench.Main.ToServer.echoM, .medium, count: 20_000)
            try report(Bench.Main.ToServer.echoL, .large, count: 200)
            try await InMemoryBroadcast.report(receivers: 1_000)
        } catch {
            fail("InProcess", error)
        }
    }

    // Specialised, as what calls generated code is.
    @inline(__always)
    private static func report<Value: WireCodable & Codable & Equatable>(
        _ event: Bench.Main.Serverbound<Value, Value>,
        _ payload: Payload,
        count: Int
    ) throws {
        let bytes = payload.json
        let value = try Value(wireBytes: bytes)
        // What is null is left out when it is written.
        let written = try value.wireBytes()
        guard try Value(wireBytes: written) == value else { throw Failure("\(payload) does not come back as it went") }
        let requests = RequestRound(payload, count: count, answerSize: written.count)
        let few = max(count / 20, 5)
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        let data = Data(bytes)
        let frame = requests.frames[0]
        let frameData = Data(frame)
        for _ in 0..<5 {
            let costs = CodingCosts(
                decode: try time(count) { keep(try Value(wireBytes: bytes)) },
                encode: try time(count) { keep(try value.wireBytes()) },
                coding: try time(count) { keep(try event.answer(to: frame) { $0 }) },
                dispatch: try requests.run(),
                dispatchTogether: try requests.runTogether(),
                foundationDecode: try time(few) { keep(try decoder.decode(Value.self, from: data)) },
                foundationEncode: try time(few) { keep(try encoder.encode(value)) },
                foundationCoding: try time(few) {
                    let request = try decoder.decode(FoundationRequest<Value>.self, from: frameData)
                    keep(try encoder.encode(FoundationAnswer(i: request.id, d: request.value)))
                }
            )
            try printLine(CodingReport(payload: payload.rawValue, nanoseconds: costs))
        }
    }

    /// Takes a value so that making it is not left out.
    @inline(never)
    private static func keep<Value>(_ value: Value) {}

    /// Nanoseconds of processor time for each time that `body` runs.
    @inline(__always)
    private static func time(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = processorTime()
        for _ in 0..<count { try body() }
        return (processorTime() - start) / Double(count)
    }
}

/// How many nanoseconds processors have worked for this process.
func processorTime() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC) * 1e9
}

/// Prints a report as one line of JSON.
func printLine(_ report: some Encodable) throws {
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
}
