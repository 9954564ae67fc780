/// The bytes of one outbound message, shared by all who are to receive it.
public struct EncodedMessage: Sendable, Hashable {
    /// One JSON object in UTF-8.
    public let bytes: [UInt8]

    /// Takes bytes that are already encoded.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}
