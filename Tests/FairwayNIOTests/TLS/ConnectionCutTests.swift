import NIOCore
import NIOEmbedded
import Testing

@testable import FairwayNIO

@Suite("Cutting a connection")
struct ConnectionCutTests {
    /// Keeps a close to itself, as TLS does until the peer has answered its farewell.
    private final class Farewell: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            promise?.succeed(())
        }
    }

    @Test("Does not wait for a handler that would say farewell first")
    func withTLS() throws {
        let channel = EmbeddedChannel(handlers: [ConnectionCutter(), Farewell()])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.close().wait()
        #expect(channel.isActive)
        channel.cut()
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
    }

    @Test("Closes where there is no TLS")
    func withoutTLS() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.cut()
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
    }
}

@Suite("Writes on their way to TLS")
struct SlicedWritesTests {
    /// Notes how many bytes each flush sends.
    private final class FlushRecorder: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer

        var flushes: [Int] = []
        private var waiting = 0

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            waiting += Self.unwrapOutboundIn(data).readableBytes
            context.write(data, promise: promise)
        }

        func flush(context: ChannelHandlerContext) {
            flushes.append(waiting)
            waiting = 0
            context.flush()
        }
    }

    @Test(
        "Leave in slices, and small ones together",
        arguments: [
            ([0], [0]), ([10], [10]), ([SlicedWrites.size], [SlicedWrites.size]),
            ([SlicedWrites.size + 1], [SlicedWrites.size, 1]), ([10, 20, 30], [60]),
            ([SlicedWrites.size, 5], [SlicedWrites.size, 5]),
            ([30, SlicedWrites.size * 2], [SlicedWrites.size, SlicedWrites.size, 30]),
        ]
    )
    func slices(writes: [Int], flushes: [Int]) throws {
        let recorder = FlushRecorder()
        let channel = EmbeddedChannel(handlers: [recorder, SlicedWrites()])
        var bytes = [UInt8]()
        for (index, size) in writes.enumerated() {
            let part = (0..<size).map { UInt8(truncatingIfNeeded: $0 &+ index) }
            bytes += part
            channel.write(ByteBuffer(bytes: part), promise: nil)
        }
        channel.flush()
        #expect(recorder.flushes == flushes)
        var sent = [UInt8]()
        while let part = try channel.readOutbound(as: ByteBuffer.self) { sent += part.readableBytesView }
        #expect(sent == bytes)
    }
}
