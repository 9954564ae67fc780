extension FrameRefusal {
    /// Says what follows from text that cannot be read: where only a bound of ours or an escape is at fault, whoever
    /// waits is told (item 6).
    init(_ error: ConversionError, in bytes: UnsafeRawBufferPointer) {
        if error.isMalformed, !WireReader.isUTF8(bytes) {
            self.init(reason: "invalid UTF-8", consequence: .close)
            return
        }
        switch error.problem {
        case .tooDeep, .tooManyMarks, .loneSurrogate, .byteOrderMark:
            self.init(reason: error.outline, consequence: Self.recover(bytes))
        default:
            self.init(reason: error.outline, consequence: .none)
        }
    }

    /// Looks for the request's number among the outermost keys, without caring for what stands between them.
    private static func recover(_ bytes: UnsafeRawBufferPointer) -> Consequence {
        var number: RequestID?
        var isEvent = false
        var isCancellation = false
        var depth = 0
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let end = endOfString(bytes, from: at + 1)
                if depth == 1, end == at + 2, let value = startOfValue(bytes, after: end + 1) {
                    switch bytes[at + 1] {
                    case UInt8(ascii: "i"): number = number ?? readRequestID(bytes, at: value)
                    case UInt8(ascii: "a"): isEvent = true
                    case UInt8(ascii: "x"): isCancellation = true
                    default: break
                    }
                }
                at = end
            default: break
            }
            at += 1
        }
        guard let number else { return .none }
        if isEvent { return .reject(number) }
        // The number of a cancellation is one of the peer's, and says nothing of a request of ours.
        return isCancellation ? .none : .fail(number)
    }

    /// Where the closing quote is, or the end.
    private static func endOfString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(at, bytes.count)
    }

    /// Where the value of a key starts; `nil` where no colon follows, so that it was no key.
    private static func startOfValue(_ bytes: UnsafeRawBufferPointer, after key: Int) -> Int? {
        var reader = WireReader(bytes, at: key)
        return reader.peek() == UInt8(ascii: ":") ? reader.offset + 1 : nil
    }

    private static func readRequestID(_ bytes: UnsafeRawBufferPointer, at value: Int) -> RequestID? {
        var reader = WireReader(bytes, at: value)
        do throws(ConversionError) {
            return RequestID(rawValue: try reader.read())
        } catch {
            return nil
        }
    }
}
