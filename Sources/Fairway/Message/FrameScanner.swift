/// Finds out which message of the protocol some bytes are (wire protocol, Reading, items 1 to 6).
///
/// All of the text is checked, so that what reads a value later meets no surprise behind it. A key that the protocol
/// does not know is passed over, however often it is given.
struct FrameScanner: ~Copyable {
    private static let keys: FieldNames = ["i", "a", "c", "d", "e", "x", "h", "_", "ws-wrapper"]

    private var reader: WireReader
    /// A bit for each of the keys that have been given without white space.
    private var given: UInt64 = 0
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
        if try !readShortFields() {
            // Once a field has been read, the object is open.
            var object =
                given == 0 ? try reader.openObject(Self.keys) : reader.openedObject(Self.keys, at: 0, given: given)
            while let key = try reader.nextField(in: &object) { try readField(key) }
        }
        guard reader.isAtEnd() else { throw ConversionError(.malformed("text after the message"), at: reader.offset) }
    }

    /// Reads fields as Fairway writes them, with keys of one letter and no white space, and says whether these are all.
    ///
    /// If not, the reader is before a field, or what separates it from the one before it.
    private mutating func readShortFields() throws(ConversionError) -> Bool {
        guard reader.bytes[0] == ASCII.openBrace else { return false }
        (reader.offset, reader.depth) = (1, 1)
        while true {
            let separator = reader.bytes[reader.offset]
            if given != 0 {
                if separator == ASCII.closeBrace {
                    reader.offset &+= 1
                    reader.depth = 0
                    return true
                }
                guard separator == ASCII.comma else { return false }
            }
            guard let key = readShortKey() else {
                if given == 0 { (reader.offset, reader.depth) = (0, 0) }
                return false
            }
            try readField(key)
        }
    }

    /// Reads a key of one letter that has not been given, with what separates its field from the one before it.
    ///
    /// - Returns: `nil`, with nothing read, where something else comes.
    @inline(__always)
    private mutating func readShortKey() -> Int? {
        let start = reader.offset &+ (given == 0 ? 0 : 1)
        let word = reader.bytes.paddedWord(at: start)
        // A quoted letter, a colon, and something that is no white space.
        guard word & 0xFFFF_00FF == 0x3A22_0022, UInt8(truncatingIfNeeded: word &>> 32) > 0x20,
            let key = Self.index(ofKey: UInt8(truncatingIfNeeded: word &>> 8)), given & 1 &<< key == 0
        else { return nil }
        given |= 1 &<< key
        reader.offset = start &+ 4
        return Int(key)
    }

    /// The event that a message is where it goes on as it begins: up to the name, before which it has nothing but a number
    /// and a channel, as Fairway and its peers write them. The rest has not been looked at.
    static func beginning(of bytes: UnsafeRawBufferPointer) -> InboundEvent? {
        var scanner = FrameScanner(bytes)
        do throws(ConversionError) {
            return try scanner.readBeginning()
        } catch {
            return nil
        }
    }

    private mutating func readBeginning() throws(ConversionError) -> InboundEvent? {
        guard reader.bytes[0] == ASCII.openBrace else { return nil }
        (reader.offset, reader.depth) = (1, 1)
        while given == 0 || reader.bytes[reader.offset] == ASCII.comma, let key = readShortKey() {
            switch key {
            case 0: try readRequestID()
            case 2: try readChannel()
            case 1:
                let start = reader.offset
                guard problem == nil, reader.bytes[start] == UInt8(ascii: "["),
                    reader.bytes[start &+ 1] == UInt8(ascii: "\"")
                else { return nil }
                (reader.offset, reader.depth) = (start &+ 1, 2)
                let name = try reader.readString()
                guard !name.isEmpty else { return nil }
                return InboundEvent(
                    channel: channel,
                    name: EventName(name),
                    requestID: requestID,
                    array: start..<reader.bytes.count,
                    argumentsStart: reader.offset
                )
            default: return nil
            }
        }
        return nil
    }

    @inline(__always)
    private static func index(ofKey letter: UInt8) -> UInt64? {
        switch letter {
        case UInt8(ascii: "i"): 0
        case UInt8(ascii: "a"): 1
        case UInt8(ascii: "c"): 2
        case UInt8(ascii: "d"): 3
        case UInt8(ascii: "e"): 4
        case UInt8(ascii: "x"): 5
        case UInt8(ascii: "h"): 6
        case UInt8(ascii: "_"): 7
        default: nil
        }
    }

    private mutating func readField(_ key: Int) throws(ConversionError) {
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
