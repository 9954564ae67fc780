import Fairway
import Synchronization

extension Scenario {
    /// A client's requests one after the other: each goes out, and its answer comes in.
    static func request<Value>(
        _ payload: CountedPayload<Value>,
        _ count: Int,
        on pump: Pump,
        ask: (Bench.Main.RemoteServer, Value) async throws -> Value
    ) async throws {
        let server = AnsweringServer(payload.bytes)
        let deliver: @Sendable () -> Void = { server.answer() }
        let transport = CountedTransport { message in
            server.take(message)
            pump.call(deliver)
        }
        server.serve(transport)
        let client = FairwayClient(reconnecting: .never)
        try await client.connect(with: Connector(transport: transport))
        let main = client[Bench.Main.self]
        for _ in 0..<count { _ = try await ask(main, payload.value) }
        precondition(transport.messageCount == count, "other messages went out than the requests")
    }

    private struct Connector: TransportConnector {
        let transport: CountedTransport
        func connect() async throws -> any Transport { transport }
    }
}

/// Answers one request after the other with the same value, and allocates nothing for it, so that the client is counted alone.
private final class AnsweringServer: Sendable {
    private let ending: [UInt8]
    private let bytes = Mutex<[UInt8]>([])
    private let transport = Mutex<CountedTransport?>(nil)

    init(_ value: [UInt8]) {
        ending = Array(",\"d\":".utf8) + value + Array("}".utf8)
    }

    func serve(_ transport: CountedTransport) {
        self.transport.withLock { $0 = transport }
    }

    /// Makes the answer of a request, which begins with {"i":NUMBER,.
    func take(_ request: EncodedMessage) {
        bytes.withLock { bytes in
            bytes.removeAll(keepingCapacity: true)
            bytes.append(contentsOf: request.bytes.prefix { $0 != UInt8(ascii: ",") })
            bytes.append(contentsOf: ending)
        }
    }

    func answer() {
        var answer: [UInt8] = []
        bytes.withLock { swap(&$0, &answer) }
        transport.withLock(\.self)?.push(answer)
        bytes.withLock { swap(&$0, &answer) }
    }
}
