/// How the answer of a request is written, or the error that its schema declares.
@usableFromInline
struct AnswerEncoding<Answer: Sendable>: Sendable {
    /// Writes the value; `nil` where there is none.
    @usableFromInline let write: (@Sendable (Answer, inout WireWriter) throws(ConversionError) -> Void)?
    /// Writes an error and says whether it is of the declared type; `nil` where none is declared.
    @usableFromInline let writeFailure: (@Sendable (any Error, inout WireWriter) throws(ConversionError) -> Bool)?

    @inlinable
    init<Failure: WireCodable & Error>(
        throws failure: Failure.Type,
        write: (@Sendable (Answer, inout WireWriter) throws(ConversionError) -> Void)?
    ) {
        self.write = write
        guard failure != Never.self else {
            writeFailure = nil
            return
        }
        writeFailure = { error, writer throws(ConversionError) in
            guard let error = error as? Failure else { return false }
            try writer.write(error)
            return true
        }
    }
}

extension AnswerEncoding where Answer: WireEncodable {
    @inlinable
    static func value<Failure: WireCodable & Error>(
        throws failure: Failure.Type,
        where constraint: Constraint<Answer>
    ) -> AnswerEncoding {
        AnswerEncoding(throws: failure) { answer, writer throws(ConversionError) in
            try writer.write(answer, where: constraint)
        }
    }
}

extension AnswerEncoding<Void> {
    @inlinable
    static func acknowledgement<Failure: WireCodable & Error>(throws failure: Failure.Type) -> AnswerEncoding {
        AnswerEncoding(throws: failure, write: nil)
    }
}
