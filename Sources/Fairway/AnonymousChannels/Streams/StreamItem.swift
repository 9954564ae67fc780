/// What a `next` event says: a value, or that there are no more (wire protocol, item 18).
struct StreamItem {
    private static let keys: FieldNames = ["value", "done"]

    enum Value {
        /// It starts there.
        case at(Int)
        /// There is none, as where JavaScript sends `undefined`; the object starts there.
        case absent(Int)
    }

    /// `nil` at the end.
    let value: Value?

    /// Reads the first argument.
    init(_ event: InboundEvent, in message: UnsafeRawBufferPointer) throws(ConversionError) {
        var arguments = ArgumentReader(WireReader(message, at: event.argumentsStart, depth: 2))
        guard try arguments.advance() else {
            throw ConversionError(expected: "an object with 'value' and 'done'", at: arguments.argumentStart)
        }
        let start = arguments.argumentStart
        var value = Value.absent(start)
        var isDone = false
        var object = try arguments.reader.openObject(Self.keys)
        while let key = try arguments.reader.nextField(in: &object) {
            if key == 0 {
                value = .at(arguments.reader.offset)
                try arguments.reader.skipValue()
            } else {
                isDone = try arguments.reader.readTruth()
            }
        }
        self.value = isDone ? nil : value
    }
}
