import Fairway
import FairwayNIO
import FairwayTesting

/// What carries the frames between a raw peer and the end under test.
enum Link: String, CaseIterable, CustomStringConvertible {
    /// A WebSocket over a port of this machine.
    case socket
    /// A link in memory.
    case memory

    var description: String { rawValue }
}

extension WebSocketOptions {
    /// The defaults without anything that happens by itself after a time, and with room for all that a test sends.
    static var patient: WebSocketOptions {
        var options = WebSocketOptions()
        options.handshakeTimeout = .seconds(3_600)
        options.closeTimeout = .seconds(3_600)
        options.pingInterval = nil
        options.outboundBufferLimit = 16 << 20
        return options
    }
}
