extension Event {
    /// Codes a request and its answer by the way that a connection takes, without any connection, task or handler; so that a
    /// benchmark can tell what coding costs from what dispatch costs.
    ///
    /// - Parameters:
    ///   - frame: the message with the request.
    ///   - body: what stands for the handler.
    /// - Returns: the message with the answer.
    /// - Throws: where the frame is no request as Fairway writes it, its arguments do not convert, or the answer cannot be sent.
    @_spi(Benchmarks)
    @inlinable
    public func answer(
        to frame: [UInt8],
        _ body: (repeat each Argument) throws -> Answer
    ) throws -> [UInt8] {
        try frame.withUnsafeBytes { bytes in
            var request = try CodedRequest(bytes, conversion: conversion)
            let argument = try decode(&request.arguments)
            try request.conclude()
            let value = try body(repeat each argument)
            return try request.answer { writer throws(ConversionError) in try answer.write?(value, &writer) }
        }
    }
}

/// A request that has been read up to its arguments.
@usableFromInline
struct CodedRequest: ~Copyable {
    @usableFromInline var arguments: ArgumentReader
    private let id: RequestID

    @usableFromInline
    init(_ bytes: UnsafeRawBufferPointer, conversion: Conversion) throws {
        guard let event = FrameScanner.beginning(of: bytes), let id = event.requestID else {
            throw FrameRefusal(reason: "it is no request as Fairway writes it", consequence: .none)
        }
        self.id = id
        arguments = ArgumentReader(BorrowedArguments(bytes, at: event.argumentsStart), conversion: conversion)
    }

    @usableFromInline
    mutating func conclude() throws {
        guard arguments.isAtEndOfMessage() else {
            throw FrameRefusal(reason: "it does not end behind its arguments", consequence: .none)
        }
    }

    @usableFromInline
    func answer(
        _ write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> [UInt8] {
        try OutboundFrame.answer(id, value: write).bytes
    }
}
