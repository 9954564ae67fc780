/// How the answer of a request is read, or the error that its schema declares.
@usableFromInline
struct AnswerDecoding<Answer: Sendable>: Sendable {
    /// Reads the value.
    @usableFromInline let read: @Sendable (inout WireReader) throws(ConversionError) -> Answer
    /// What an answer without a value means; `nil` where that is an error.
    @usableFromInline let absent: Answer?
    @usableFromInline let conversion: Conversion
    /// Reads the declared error; `nil` where none is declared.
    @usableFromInline let readFailure: (@Sendable (inout WireReader) throws(ConversionError) -> any Error)?

    @inlinable
    init<Failure: WireCodable & Error>(
        absent: Answer?,
        conversion: Conversion,
        throws failure: Failure.Type,
        read: @escaping @Sendable (inout WireReader) throws(ConversionError) -> Answer
    ) {
        self.read = read
        self.absent = absent
        self.conversion = conversion
        guard failure != Never.self else {
            readFailure = nil
            return
        }
        readFailure = { reader throws(ConversionError) in
            let error: Failure = try reader.read()
            return error
        }
    }

    /// What a rejection throws: the declared error where the reason is one, and else the peer's words.
    func failure(of rejection: InboundRejection, in message: UnsafeRawBufferPointer) -> any Error {
        guard let readFailure, let value = rejection.value else { return rejection.error }
        var reader = WireReader(message, at: value, conversion: conversion, depth: 1)
        do throws(ConversionError) {
            return try readFailure(&reader)
        } catch {
            // Not of the declared type: then it is what any peer may answer with.
            return rejection.error
        }
    }
}

extension AnswerDecoding where Answer: WireDecodable {
    @inlinable
    static func value<Failure: WireCodable & Error>(
        _ conversion: Conversion,
        throws failure: Failure.Type,
        where constraint: Constraint<Answer>
    ) -> AnswerDecoding {
        AnswerDecoding(absent: Answer.absent, conversion: conversion, throws: failure) {
            reader throws(ConversionError) in
            try reader.read(where: constraint)
        }
    }
}

extension AnswerDecoding<Void> {
    /// Any value that comes nevertheless is passed over.
    @inlinable
    static func acknowledgement<Failure: WireCodable & Error>(
        _ conversion: Conversion,
        throws failure: Failure.Type
    ) -> AnswerDecoding {
        AnswerDecoding(absent: (), conversion: conversion, throws: failure) { _ in }
    }
}
