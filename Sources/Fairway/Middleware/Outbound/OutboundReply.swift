/// What an event or a request of this side comes to: the answer of the other side, or what middleware answers in its place.
public struct OutboundReply: Sendable {
    private enum Content: Sendable {
        /// The other side's answer as it was read for the caller, for the departure that it is the answer of, and as JSON
        /// text where there is any.
        case received(any Sendable, Departure, text: [UInt8]?)
        case value(@Sendable (inout WireWriter) throws(ConversionError) -> Void)
        case empty
    }

    private let content: Content

    private init(_ content: Content) {
        self.content = content
    }

    /// What the other side has answered.
    init(_ answer: some Sendable, _ departure: Departure, text: [UInt8]?) {
        self.init(.received(answer, departure, text: text))
    }

    /// Answers the caller with a value, which is read as the other side's would be.
    public static func answer(_ value: some WireEncodable) -> OutboundReply {
        OutboundReply(.value { writer throws(ConversionError) in try writer.write(value) })
    }

    /// Nothing: a request is acknowledged without a value, and an event is as good as sent.
    public static var empty: OutboundReply { OutboundReply(.empty) }

    /// Decodes the value; any JSON fits ``JSONValue``, and an optional is `nil` where there is no value.
    ///
    /// - Throws: ``ConversionError`` where the value does not convert.
    public func decode<Value: WireDecodable>(as type: Value.Type = Value.self) throws(ConversionError) -> Value {
        guard let text = try text() else {
            guard let value = Value.absent else { throw ConversionError(expected: "a value", at: 0) }
            return value
        }
        return try Value(wireBytes: text)
    }

    /// The other side's answer to this departure, as it was read for the caller; `nil` where this is another one's.
    func received<Answer>(by departure: Departure, as type: Answer.Type) -> Answer? {
        guard case .received(let answer, let other, _) = content, other === departure else { return nil }
        return answer as? Answer
    }

    /// The value as JSON text; `nil` where there is none.
    func text() throws(ConversionError) -> [UInt8]? {
        switch content {
        case .received(_, _, let text): text
        case .value(let write): try WireWriter.writeAll(write)
        case .empty: nil
        }
    }
}

/// Middleware called what is behind it again after an event had been sent, or after a request had been made twice.
public struct AlreadySent: Error, Sendable, Hashable {}
