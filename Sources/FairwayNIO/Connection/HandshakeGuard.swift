import NIOCore

/// Stands in front of the HTTP handlers and bounds a handshake in size and time.
final class HandshakeGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let timeLimit: TimeAmount?
    private let excess: any Error
    private let whenLate: (() -> Void)?
    private let whenOver: (() -> Void)?
    private var remaining: Int
    private var isOver = false
    private var deadline: Scheduled<Void>?

    /// - Parameters:
    ///   - sizeLimit: how many bytes may come before this handler is removed.
    ///   - timeLimit: when to close the channel if this handler is still there.
    ///   - excess: the error that is fired where more bytes come.
    ///   - whenLate: called when the time is over, before the channel is closed.
    ///   - whenOver: called when this handler is removed, also by the channel's end.
    init(
        sizeLimit: Int,
        timeLimit: TimeAmount?,
        excess: any Error,
        whenLate: (() -> Void)? = nil,
        whenOver: (() -> Void)? = nil
    ) {
        self.whenLate = whenLate
        remaining = sizeLimit
        self.timeLimit = timeLimit
        self.excess = excess
        self.whenOver = whenOver
    }

    func handlerAdded(context: ChannelHandlerContext) {
        guard let timeLimit else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeLimit) { [whenLate] in
            whenLate?()
            context.cut()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        whenOver?()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        remaining -= Self.unwrapInboundIn(data).readableBytes
        guard remaining >= 0 else {
            isOver = true
            context.fireErrorCaught(excess)
            return
        }
        context.fireChannelRead(data)
    }
}
