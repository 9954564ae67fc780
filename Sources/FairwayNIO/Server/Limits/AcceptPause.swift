import Fairway
import NIOCore

/// Lets a listener rest for a second where the system refuses it a connection, for want of descriptors or memory.
///
/// What connects meanwhile waits in the system. Without a rest the listener would ask again at once, and keep its event loop
/// busy until another connection ends.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    static let length = TimeAmount.seconds(1)

    private let onError: @Sendable (any Error) -> Void
    private var isResting = false

    /// - Parameter onError: told of each refusal, so at most once in a second.
    init(onError: @escaping @Sendable (any Error) -> Void) {
        self.onError = onError
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError, context.channel.isActive, !isResting else {
            context.fireErrorCaught(error)
            return
        }
        isResting = true
        setAutoRead(false, of: context)
        onError(error)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.length) {
            self.isResting = false
            self.setAutoRead(true, of: context)
        }
    }

    private func setAutoRead(_ isOn: Bool, of context: ChannelHandlerContext) {
        // Only a listener that is closed refuses, which accepts nothing anyway.
        _ = context.channel.setOption(.autoRead, value: isOn)
    }
}
