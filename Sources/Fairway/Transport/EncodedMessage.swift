/// The bytes of one outbound message, shared by all who are to receive it.
public struct EncodedMessage: Sendable, Hashable {
    /// One JSON object in UTF-8.
    public let bytes: [UInt8]
    /// Whether it goes to several peers, so that a transport may write it in turns with its other work.
    package var isBroadcast = false

    /// Takes bytes that are already encoded.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether both have the same bytes.
    public static func == (left: EncodedMessage, right: EncodedMessage) -> Bool { left.bytes == right.bytes }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
