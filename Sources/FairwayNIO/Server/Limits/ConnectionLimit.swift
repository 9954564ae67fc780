import NIOCore
import Synchronization

/// Counts the connections of a listener, each from when it is accepted until it is closed.
final class ConnectionLimit: Sendable {
    private let ledger: Mutex<ConnectionLedger>

    init(_ options: WebSocketOptions) {
        ledger = Mutex(
            ConnectionLedger(
                limit: options.maximumConnections,
                limitPerOrigin: options.maximumConnectionsPerAddress
            )
        )
    }

    /// How many connections there are.
    var count: Int { ledger.withLock(\.count) }

    /// Takes a connection that has just been accepted, or says why not.
    func admit(_ channel: any Channel) -> ConnectionLedger.Refusal? {
        let origin = ConnectionOrigin(channel.remoteAddress)
        if let refusal = ledger.withLock({ $0.admit(origin) }) { return refusal }
        // Of every channel, however far it has come.
        channel.closeFuture.whenComplete { _ in self.ledger.withLock { $0.release(origin) } }
        return nil
    }
}

/// Tells a connection that there are too many, and closes it at once.
final class OverloadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reason: String
    private var isDone = false

    /// - Parameter reason: what the peer is told; a line without the line's end.
    init(_ reason: String) {
        self.reason = reason
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { answer(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        answer(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        let lines = [
            "HTTP/1.1 503 Service Unavailable", "Connection: close", "Retry-After: 10",
            "Content-Type: text/plain; charset=utf-8", "Content-Length: \(reason.utf8.count + 1)", "", reason,
        ]
        // A new socket takes as much at once, so that closing it leaves nothing behind.
        context.writeAndFlush(
            Self.wrapOutboundOut(ByteBuffer(string: lines.joined(separator: "\r\n") + "\n")),
            promise: nil
        )
        context.close(promise: nil)
    }
}
