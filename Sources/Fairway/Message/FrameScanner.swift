/// Finds out which message of the protocol some bytes are (wire protocol, Reading, items 1 to 6).
///
/// All of the text is checked, so that what reads a value later meets no surprise behind it. A key that the protocol
/// does not know is passed over, however often it is given.
struct FrameScanner: ~Copyable {
    private static let keys: FieldNames = ["i", "a", "c", "d", "e", "x", "h", "_", "ws-wrapper"]

    private var reader: WireReader
    private var requestID: RequestID?
    private var channel = ChannelName.main
    private var event: (name: EventName, array: Range<Int>, argumentsStart: Int)?
    private var answer: Int?
    /// Where the reason of a rejection starts.
    private var rejection: Int?
    /// Where the reason of a cancellation or an abort starts.
    private var cancellation: Int?
    private var anonymousChannel: Int?
    private var isErrorObject = false
    private var isForeign = false
    /// The first thing that keeps the message from having a form; it counts unless the message is somebody else's.
    private var problem: String?

    private init(_ bytes: UnsafeRawBufferPointer) {
        reader = WireReader(bytes)
    }

    static func scan(_ bytes: UnsafeRawBufferPointer) throws(FrameRefusal) -> InboundFrame {
        var scanner = FrameScanner(bytes)
        do throws(ConversionError) {
            try scanner.readFields()
        } catch {
            return try recover(from: error, in: bytes)
        }
        return try scanner.frame()
    }

    /// Says what follows from text that cannot be read: where only a bound of ours or an escape is at fault, it may be
    /// somebody else's all the same, and else whoever waits is told (item 6).
    private static func recover(
        from error: ConversionError,
        in bytes: UnsafeRawBufferPointer
    ) throws(FrameRefusal) -> InboundFrame {
        if error.isMalformed, !WireReader.isUTF8(bytes) {
            throw FrameRefusal(reason: "invalid UTF-8", consequence: .close)
        }
        switch error.problem {
        case .tooDeep, .tooManyMarks, .loneSurrogate, .byteOrderMark:
            let recovery = FrameRecovery(bytes)
            if recovery.isForeign { return .foreign }
            throw FrameRefusal(reason: error.outline, consequence: recovery.consequence)
        default:
            throw FrameRefusal(reason: error.outline, consequence: .none)
        }
    }

    private mutating func readFields() throws(ConversionError) {
        if reader.startsWithByteOrderMark { throw ConversionError(.byteOrderMark, at: 0) }
        var object = try reader.openObject(Self.keys)
        while let key = try reader.nextField(in: &object) {
            let start = reader.offset
            switch key {
            case 0: try readRequestID()
            case 1: try readEvent()
            case 2: try readChannel()
            case 3: (answer, _) = (start, try reader.skipValue())
            case 4: (rejection, _) = (start, try reader.skipValue())
            case 5: (cancellation, _) = (start, try reader.skipValue())
            case 6: try readAnonymousChannel()
            case 7: isErrorObject = try reader.readTruth()
            default: isForeign = try !reader.readTruth(orElse: true)
            }
        }
        guard reader.isAtEnd() else { throw ConversionError(.malformed("text after the message"), at: reader.offset) }
    }

    /// What was found, which is taken from the scanner.
    private mutating func frame() throws(FrameRefusal) -> InboundFrame {
        if isForeign { return .foreign }
        if let problem { throw FrameRefusal(reason: problem, consequence: .none) }
        if let event = event.take() {
            let event = InboundEvent(
                channel: channel,
                name: event.name,
                requestID: requestID,
                array: event.array,
                argumentsStart: event.argumentsStart
            )
            return anonymousChannel.map { .anonymousEvent(channel: $0, event) } ?? .event(event)
        }
        if let requestID {
            if let cancellation {
                return .cancellation(requestID, readReason(at: cancellation, orElse: "cancelled"))
            }
            if let rejection {
                return .rejection(requestID, readRejection(at: rejection, orElse: "request was rejected"))
            }
            return anonymousChannel == nil ? .answer(requestID, value: answer) : .openedChannel(requestID)
        }
        if let anonymousChannel, let cancellation {
            return .anonymousAbort(channel: anonymousChannel, readRejection(at: cancellation, orElse: "aborted"))
        }
        throw FrameRefusal(reason: "it fits no form of the protocol", consequence: .none)
    }

    private func readRejection(at start: Int, orElse general: String) -> InboundRejection {
        InboundRejection(error: readReason(at: start, orElse: general), value: isErrorObject ? nil : start)
    }

    private func readReason(at start: Int, orElse general: String) -> RemoteError {
        RemoteError(readingAt: start, of: reader.bytes, isErrorObject: isErrorObject, orElse: general)
    }

    private mutating func note(_ problem: String) {
        if self.problem == nil { self.problem = problem }
    }

    /// Reads a value that must be of a type; any other value is noted as a problem and passed over.
    private mutating func readValue<Value: WireDecodable>(
        else problem: String
    ) throws(ConversionError) -> Value? {
        let start = reader.offset
        let depth = reader.depth
        do throws(ConversionError) {
            return try reader.read() as Value
        } catch {
            guard !error.isMalformed else { throw error }
            note(problem)
            (reader.offset, reader.depth) = (start, depth)
            try reader.skipValue()
            return nil
        }
    }

    private mutating func readRequestID() throws(ConversionError) {
        guard let number: Int = try readValue(else: "'i' is not a positive integer below 2^53") else { return }
        requestID = RequestID(rawValue: number)
        if requestID == nil { note("'i' is not a positive integer below 2^53") }
    }

    private mutating func readChannel() throws(ConversionError) {
        if reader.readNull() { return }
        if let name: String = try readValue(else: "'c' is not a string") { channel = ChannelName(name) }
    }

    private mutating func readAnonymousChannel() throws(ConversionError) {
        if reader.peek() == UInt8(ascii: "\"") {
            guard let text: String = try readValue(else: "'h' is not a number") else { return }
            anonymousChannel = Int(text)
        } else {
            anonymousChannel = try readValue(else: "'h' is not a number")
        }
        if anonymousChannel == nil { note("'h' is not a number") }
    }

    private mutating func readEvent() throws(ConversionError) {
        guard reader.peek() == UInt8(ascii: "[") else {
            note("'a' is not an array")
            return try reader.skipValue()
        }
        let start = reader.offset
        var array = try reader.openArray()
        guard try reader.nextElement(in: &array) else { return note("'a' is empty") }
        let name: String? = try readValue(else: "the event's name is not a string")
        let argumentsStart = reader.offset
        while try reader.nextElement(in: &array) { try reader.skipValue() }
        guard let name else { return }
        guard !name.isEmpty else { return note("the event's name is empty") }
        event = (EventName(name), start..<reader.offset, argumentsStart)
    }
}
