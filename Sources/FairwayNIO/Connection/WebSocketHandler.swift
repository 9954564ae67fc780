import Fairway
import NIOCore

/// One end of an open WebSocket in its channel: frames in, messages to the receiver; messages out, frames.
///
/// Lives on its channel's event loop and is reached from elsewhere through ``WebSocketTransport`` alone.
final class WebSocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let role: EndpointRole
    let bounds: LinkBounds
    let outbox: Outbox
    /// What it reads into and writes from; `nil` where it shares with nobody.
    let buffers: LoopBuffers?
    var reader: MessageReader
    var handshake = CloseHandshake()
    var pongs = PongState()
    var roundTrips = RoundTrips()
    var watch = PeerWatch()
    var watchPlace: WatchRim.Place?
    var pingAllowance = PingAllowance()
    var context: ChannelHandlerContext?

    /// Who is delivered to, from the start to the end.
    var receiver: (any TransportReceiver)?
    /// How the link ended, whether or not that has been delivered.
    var end: TransportEnd?
    /// What arrived and was not looked at, or cannot be told without what comes after it.
    var unread: ByteBuffer?
    /// The time limit of the close handshake, then of the peer's letting go.
    var deadline: Scheduled<Void>?
    /// Frames that leave with the next write, and what that write is to be accounted with.
    var outgoing = OutgoingFrames()
    /// How many bytes the channel has been given, and how many writes it is not done with.
    var writtenBytes: Int64 = 0
    var pendingWrites: Int32 = 0
    /// A write that leaves with the flush under way, unless the channel then says otherwise.
    var flushing: (Departure, ByteBuffer?)?
    /// Whether the channel is writable if and only if all that it was given has left.
    private(set) var showsWhetherAllLeft = false
    /// Whether more may be read before ``channelReadComplete(context:)``, which flushes.
    var isReading = false
    var hasUnflushedWrites = false
    var isFlushScheduled = false
    /// Whether the receiver is being called, when it must not be told the end.
    var isDelivering = false

    init(role: EndpointRole, bounds: LinkBounds, outbox: Outbox, buffers: LoopBuffers? = nil) {
        self.role = role
        self.bounds = bounds
        self.outbox = outbox
        self.buffers = buffers
        reader = MessageReader(
            role: role,
            maximumMessageSize: bounds.options.maximumMessageSize,
            maximumFragments: bounds.options.maximumFragments
        )
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let pipeline = context.pipeline.syncOperations
        // What TLS holds back the channel does not know of.
        let isSecured = (try? pipeline.context(handlerType: SlicedWrites.self)) != nil
        let smallest = ChannelOptions.Types.WriteBufferWaterMark(low: 1, high: 1)
        showsWhetherAllLeft =
            !isSecured
            && (try? context.channel.syncOptions?.setOption(.writeBufferWaterMark, value: smallest)) != nil
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        lose()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        watch.hear()
        guard end == nil else { return }
        var bytes = Self.unwrapInboundIn(data)
        if let buffers {
            // Whatever is kept of it from here on is a copy.
            buffers.giveBack(read: bytes)
        }
        if var earlier = unread.take() {
            earlier.writeBuffer(&bytes)
            bytes = earlier
        } else if receiver == nil, handshake.isOpen {
            bytes = ByteBuffer(bytes: bytes.readableBytesView)
        }
        unread = bytes
        if receiver != nil || !handshake.isOpen {
            readMessages()
        } else if bytes.readableBytes - Self.heldSlack > bounds.options.maximumMessageSize {
            fail(.tooEarly)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // Asked for where it matters.
    }

    func channelInactive(context: ChannelHandlerContext) {
        lose()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// What may be held back for a receiver besides one message: about as much as is read at once, in bytes.
    private static let heldSlack = 65_536
}
