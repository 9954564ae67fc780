package import Fairway

/// A receiver that takes binary messages too; where a transport delivers to any other, they end the link with 1003.
///
/// The protocol of Fairway has none: this is for peers that hold the framing against the whole of RFC 6455.
package protocol BinaryReceiver: TransportReceiver {
    /// Takes one whole binary message. The bytes are borrowed for the length of the call.
    func receiveBinary(_ message: RawSpan)
}

/// What every transport of this module is.
package protocol BinaryTransport: Transport {
    /// As ``Fairway/Transport/send(_:)`` with a binary message, on the transport's event loop: within a delivery.
    func sendBinary(_ message: EncodedMessage) throws(TransportError)
}
