extension AnswerDecoding {
    /// Reads the same, and keeps the JSON text of the value, which middleware may read as something else.
    var keepingText: AnswerDecoding<(Answer, text: [UInt8]?)> {
        AnswerDecoding<(Answer, text: [UInt8]?)>(
            read: { [read] reader throws(ConversionError) in
                let start = reader.valueOffset()
                var end = reader.sibling(at: start)
                try end.skipValue()
                return (try read(&reader), Array(reader.bytes.slice(start..<end.offset)))
            },
            absent: absent.map { ($0, nil) },
            conversion: conversion,
            readFailure: readFailure
        )
    }

    private init(
        read: @escaping @Sendable (inout WireReader) throws(ConversionError) -> Answer,
        absent: Answer?,
        conversion: Conversion,
        readFailure: (@Sendable (inout WireReader) throws(ConversionError) -> any Error)?
    ) {
        self.read = read
        self.absent = absent
        self.conversion = conversion
        self.readFailure = readFailure
    }

    /// Reads what middleware answers a request with, as if the other side had.
    ///
    /// - Throws: ``RequestError/unreadableAnswer(_:)``.
    func read(_ reply: OutboundReply, to event: EventName) throws -> Answer {
        let text: [UInt8]?
        do {
            text = try reply.text()
        } catch {
            throw RequestError.unreadableAnswer("answer of '\(event)': \(error)")
        }
        guard let text else {
            guard let absent else {
                throw RequestError.unreadableAnswer("'\(event)' was answered without a value")
            }
            return absent
        }
        let result: Result<Answer, RequestError> = text.withUnsafeBytes { bytes in
            var reader = WireReader(bytes, conversion: conversion, depth: 1)
            do throws(ConversionError) {
                return .success(try read(&reader))
            } catch {
                return .failure(.unreadableAnswer(unreadable(error, of: event, in: bytes, from: 0)))
            }
        }
        return try result.get()
    }

    /// What to tell of an answer that cannot be read.
    func unreadable(
        _ error: ConversionError,
        of event: EventName,
        in message: UnsafeRawBufferPointer,
        from value: Int
    ) -> String {
        let report = error.describe(in: message, from: value)
        let place = report.path.isEmpty ? "" : " at '\(report.path)'"
        return "answer of '\(event)'\(place): \(report.message)"
    }
}
