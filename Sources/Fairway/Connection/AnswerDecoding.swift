/// How the answer of a request is read.
@usableFromInline
struct AnswerDecoding<Answer: Sendable>: Sendable {
    /// Reads the value.
    @usableFromInline let read: @Sendable (inout WireReader) throws(ConversionError) -> Answer
    /// What an answer without a value means; `nil` where that is an error.
    @usableFromInline let absent: Answer?
    @usableFromInline let conversion: Conversion

    @usableFromInline
    init(
        read: @escaping @Sendable (inout WireReader) throws(ConversionError) -> Answer,
        absent: Answer?,
        conversion: Conversion
    ) {
        self.read = read
        self.absent = absent
        self.conversion = conversion
    }
}

extension AnswerDecoding where Answer: WireDecodable {
    @inlinable
    static func value(_ conversion: Conversion) -> AnswerDecoding {
        AnswerDecoding(
            read: { reader throws(ConversionError) in try reader.read() },
            absent: Answer.absent,
            conversion: conversion
        )
    }
}

extension AnswerDecoding<Void> {
    /// Any value that comes nevertheless is passed over.
    @usableFromInline static let acknowledgement = AnswerDecoding(read: { _ in }, absent: (), conversion: .exact)
}
