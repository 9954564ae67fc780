import NIOCore

/// Bounds what the system keeps of that which has been written and cannot be sent yet, so that a peer which does not read
/// is noticed here.
///
/// It would keep some megabytes: events that can be missed would wait in it and arrive late, and a peer that takes
/// nothing would look as if it did.
enum UnsentBytes {
    /// What the system may keep, in bytes.
    static let limit: ChannelOptions.Types.SocketOption.Value = 131_072

    /// TCP_NOTSENT_LOWAT, which the C library does not name everywhere.
    static var option: ChannelOptions.Types.SocketOption {
        #if canImport(Darwin)
            .tcpOption(NIOBSDSocket.Option(rawValue: 0x201))
        #else
            .tcpOption(NIOBSDSocket.Option(rawValue: 25))
        #endif
    }
}
