import NIOCore

/// Hands large writes to TLS slice by slice.
///
/// TLS encrypts all that is flushed at once into one buffer, which a connection then keeps as large as it ever was.
final class SlicedWrites: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// As much as is 32 KiB with the overhead of its records, in bytes.
    static let size = 31 * 1_024

    /// How much has been written since the last flush.
    private var waiting = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var rest = Self.unwrapOutboundIn(data)
        while waiting + rest.readableBytes > Self.size, let slice = rest.readSlice(length: Self.size - waiting) {
            // Where it fails, what follows it fails as well, and the promise with it.
            context.writeAndFlush(Self.wrapOutboundOut(slice), promise: nil)
            waiting = 0
        }
        waiting += rest.readableBytes
        context.write(Self.wrapOutboundOut(rest), promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        waiting = 0
        context.flush()
    }
}
