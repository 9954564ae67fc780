import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A TCP connection whose bytes a test writes and reads by itself.
final class RawPeer {
    let channel: any Channel
    private var iterator: AsyncStream<[UInt8]>.Iterator
    private var unread: [UInt8] = []

    init(_ channel: any Channel, bytes: AsyncStream<[UInt8]>) {
        self.channel = channel
        iterator = bytes.makeAsyncIterator()
    }

    /// - Parameter address: this end's address; any unless given.
    static func connect(to port: Int, from address: String? = nil, reading: Bool = true) async throws -> RawPeer {
        let (bytes, continuation) = AsyncStream<[UInt8]>.makeStream()
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reading)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.pipeline.addHandler(ByteCollector(continuation))
            }
        let origin = try address.map { try SocketAddress(ipAddress: $0, port: 0) }
        let channel = try await (origin.map(bootstrap.bind(to:)) ?? bootstrap)
            .connect(host: "127.0.0.1", port: port)
            .get()
        return RawPeer(channel, bytes: bytes)
    }

    /// Connects and opens a WebSocket by hand.
    static func upgraded(at port: Int) async throws -> RawPeer {
        let peer = try await connect(to: port)
        try await peer.send(upgradeRequest())
        _ = try await peer.readHead()
        return peer
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func close() async throws {
        try await channel.close()
    }

    /// Ends the connection so that the other end sees a reset.
    func reset() async throws {
        guard let socket = channel as? any SocketOptionProvider else { throw ConnectionEnded(unread: []) }
        try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close()
    }

    func read(_ count: Int) async throws -> [UInt8] {
        while unread.count < count {
            guard let more = await iterator.next() else { throw ConnectionEnded(unread: unread) }
            unread += more
        }
        defer { unread.removeFirst(count) }
        return Array(unread.prefix(count))
    }

    /// The head of an HTTP message, up to its empty line.
    func readHead() async throws -> String {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            head += try await read(1)
        }
        return String(decoding: head, as: UTF8.self)
    }

    /// One unmasked frame: its first byte and its payload.
    func readFrame() async throws -> RawFrame {
        let header = try await read(2)
        let size: Int
        switch header[1] {
        case 126: size = try await read(2).reduce(0) { $0 << 8 | Int($1) }
        case 127: size = try await read(8).reduce(0) { $0 << 8 | Int($1) }
        default: size = Int(header[1])
        }
        return RawFrame(first: header[0], payload: try await read(size))
    }

    /// Everything until the other end lets go.
    func readToEnd() async -> [UInt8] {
        while let more = await iterator.next() {
            unread += more
        }
        defer { unread = [] }
        return unread
    }
}

/// A frame as it came.
struct RawFrame: Hashable {
    var first: UInt8
    var payload: [UInt8]

    /// A frame of a close with a status and no reason.
    static func closes(_ frame: RawFrame, with status: UInt16) -> Bool {
        frame.first == 0x88 && frame.payload.prefix(2).elementsEqual([UInt8(status >> 8), UInt8(status & 0xFF)])
    }
}

struct ConnectionEnded: Error {
    var unread: [UInt8]
}

/// A request that is answered with a WebSocket, unless it is changed.
func upgradeRequest(
    line: String = "GET /chat?room=1 HTTP/1.1",
    key: String = "dGhlIHNhbXBsZSBub25jZQ==",
    version: String = "13",
    connection: String = "keep-alive, Upgrade",
    more: [String] = []
) -> String {
    let lines =
        [
            line, "Host: localhost", "Upgrade: websocket", "Connection: \(connection)", "Sec-WebSocket-Key: \(key)",
            "Sec-WebSocket-Version: \(version)",
        ] + more
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
}

/// A client's frame, masked.
func clientFrame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    let header: [UInt8]
    switch payload.count {
    case ...125: header = [first, 0x80 | UInt8(payload.count)]
    case ...0xFFFF: header = [first, 0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: header = [first, 0xFF] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
    }
    return header + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
}

/// A client's close frame, masked.
func clientClose(_ status: UInt16, _ reason: [UInt8] = []) -> [UInt8] {
    clientFrame(0x88, [UInt8(status >> 8), UInt8(status & 0xFF)] + reason)
}

final class ByteCollector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield([UInt8](Self.unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
