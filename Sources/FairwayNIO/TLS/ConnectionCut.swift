import NIOCore

/// Asks for the end of a connection without a farewell: TLS would say one and wait for the answer.
struct ConnectionCut {}

extension Channel {
    /// Closes the connection at once, whatever is in its pipeline.
    func cut() {
        let isCut = eventLoop.makePromise(of: Void.self)
        // Where there is no TLS, nobody takes the event.
        isCut.futureResult.whenFailure { _ in self.close(promise: nil) }
        triggerUserOutboundEvent(ConnectionCut(), promise: isCut)
    }
}

extension ChannelHandlerContext {
    /// As ``NIOCore/Channel/cut()``, past the handlers behind this one.
    func cut() {
        let isCut = eventLoop.makePromise(of: Void.self)
        isCut.futureResult.assumeIsolated().whenFailure { _ in self.close(promise: nil) }
        triggerUserOutboundEvent(ConnectionCut(), promise: isCut)
    }
}

/// Stands between TLS and the socket, and closes the connection where it is to be cut.
final class ConnectionCutter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is ConnectionCut else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        context.close(promise: nil)
        promise?.succeed(())
    }
}
