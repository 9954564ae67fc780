/// How the answer of a request is read.
@usableFromInline
struct AnswerDecoding<Answer: Sendable>: Sendable {
    /// Reads the value.
    @usableFromInline let read: @Sendable (inout WireReader) throws(ConversionError) -> Answer
    /// What an answer without a value means; `nil` where that is an error.
    @usableFromInline let absent: Answer?

    @usableFromInline
    init(read: @escaping @Sendable (inout WireReader) throws(ConversionError) -> Answer, absent: Answer?) {
        self.read = read
        self.absent = absent
    }
}

extension AnswerDecoding where Answer: WireDecodable {
    @inlinable
    static func value() -> AnswerDecoding {
        AnswerDecoding(read: { reader throws(ConversionError) in try reader.read() }, absent: Answer.absent)
    }
}

extension AnswerDecoding<Void> {
    /// Any value that comes nevertheless is passed over.
    @usableFromInline static let acknowledgement = AnswerDecoding(read: { _ in }, absent: ())
}
