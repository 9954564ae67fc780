/// What the outermost keys of a message tell that cannot be read to its end (wire protocol, Reading, item 6).
struct FrameRecovery {
    private static let keys: FieldNames = ["i", "a", "x", "ws-wrapper"]

    private var requestID: RequestID?
    private var isEvent = false
    private var isCancellation = false
    /// Whether the message says that it is somebody else's.
    private(set) var isForeign = false

    /// Looks for the keys without caring for what stands between them.
    init(_ bytes: UnsafeRawBufferPointer) {
        var reader = WireReader(bytes)
        if reader.startsWithByteOrderMark { reader.offset = 3 }
        guard reader.peek() == ASCII.openBrace else { return }
        var depth = 0
        var at = reader.offset
        repeat {
            switch bytes[at] {
            case ASCII.openBrace, ASCII.openBracket: depth += 1
            case ASCII.closeBrace, ASCII.closeBracket: depth -= 1
            case ASCII.quote:
                let end = Self.endOfString(bytes, from: at + 1)
                if depth == 1 { readField(bytes, from: at, colonAfter: end + 1) }
                at = end
            default: break
            }
            at += 1
        } while depth > 0 && at < bytes.count
    }

    /// Who is to be told.
    var consequence: FrameRefusal.Consequence {
        guard let requestID else { return .none }
        if isEvent { return .reject(requestID) }
        // The number of a cancellation is one of the peer's, and says nothing of a request of ours.
        return isCancellation ? .none : .fail(requestID)
    }

    /// Reads what starts at `start`, unless no colon follows, so that it is no key.
    private mutating func readField(_ bytes: UnsafeRawBufferPointer, from start: Int, colonAfter end: Int) {
        var value = WireReader(bytes, at: end, depth: 1)
        guard value.peek() == ASCII.colon else { return }
        value.offset += 1
        var key = WireReader(bytes, at: start, depth: 1)
        switch try? key.lookUpKey(in: Self.keys.table) {
        case 0: requestID = requestID ?? (try? value.read(Int.self)).flatMap(RequestID.init(rawValue:))
        case 1: isEvent = true
        case 2: isCancellation = true
        case 3: isForeign = isForeign || (try? value.readTruth(orElse: true)) == false
        default: break
        }
    }

    /// Where the closing quote is, or the end.
    private static func endOfString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != ASCII.quote {
            at += bytes[at] == ASCII.backslash ? 2 : 1
        }
        return min(at, bytes.count)
    }
}
