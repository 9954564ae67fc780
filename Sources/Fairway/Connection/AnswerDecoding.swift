/// How the answer of a request is read.
struct AnswerDecoding<Answer: Sendable>: Sendable {
    /// Reads the value.
    let read: @Sendable (inout WireReader) throws(ConversionError) -> Answer
    /// What an answer without a value means; `nil` where that is an error.
    let absent: Answer?
}

extension AnswerDecoding where Answer: WireDecodable {
    static func value() -> AnswerDecoding {
        AnswerDecoding(read: { reader throws(ConversionError) in try reader.read() }, absent: Answer.absent)
    }
}

extension AnswerDecoding<Void> {
    /// Any value that comes nevertheless is passed over.
    static let acknowledgement = AnswerDecoding(read: { _ in }, absent: ())
}
