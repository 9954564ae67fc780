import NIOCore
import NIOPosix

/// A WebSocket client that frames by hand: it answers a ping only when a test does, and so sees each.
final class HandFramedPeer {
    /// What came, without what a test has no use for.
    enum Received: Equatable {
        case text(String)
        case ping([UInt8])
        case other(UInt8)
    }

    private let channel: any Channel
    private var chunks: AsyncStream<[UInt8]>.Iterator
    private var unread: ArraySlice<UInt8> = []

    /// Opens a WebSocket to a port of this machine.
    init(port: Int) async throws {
        let (bytes, continuation) = AsyncStream<[UInt8]>.makeStream()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(Collector(continuation)) }
            .connect(host: "127.0.0.1", port: port)
            .get()
        chunks = bytes.makeAsyncIterator()
        let request = [
            "GET / HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", "",
        ]
        try await channel.writeAndFlush(ByteBuffer(string: request.joined(separator: "\r\n")))
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) { head.append(try await byte()) }
    }

    func close() async throws { try await channel.close() }

    func send(_ text: String) async throws { try await send(0x81, Array(text.utf8)) }

    func pong(_ payload: [UInt8]) async throws { try await send(0x8A, payload) }

    /// Sends a short frame, masked with zeros, which leave it as it is.
    private func send(_ first: UInt8, _ payload: [UInt8]) async throws {
        let header = [first, 0x80 | UInt8(clamping: payload.count), 0, 0, 0, 0]
        try await channel.writeAndFlush(ByteBuffer(bytes: header + payload))
    }

    /// Waits for the next frame, which is a short one.
    func next() async throws -> Received {
        let (first, size) = (try await byte(), try await byte())
        var payload: [UInt8] = []
        for _ in 0..<size { payload.append(try await byte()) }
        return switch first {
        case 0x81: .text(String(decoding: payload, as: UTF8.self))
        case 0x89: .ping(payload)
        default: .other(first)
        }
    }

    private func byte() async throws -> UInt8 {
        while true {
            if let byte = unread.popFirst() { return byte }
            guard let chunk = await chunks.next() else { throw ConnectionEnded() }
            unread = chunk[...]
        }
    }

    struct ConnectionEnded: Error {}
}

private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let bytes: AsyncStream<[UInt8]>.Continuation

    init(_ bytes: AsyncStream<[UInt8]>.Continuation) {
        self.bytes = bytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.yield(Array(Self.unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        bytes.finish()
    }
}
