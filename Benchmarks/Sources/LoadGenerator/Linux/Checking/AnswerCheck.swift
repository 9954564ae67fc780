import Glibc
import Workload

/// Verifies answers and tells what they answer: `{"i":ID,"d":VALUE}`, its members the other way round, or, of a server that
/// sends texts back, the request itself.
struct AnswerCheck: ~Copyable {
    private static let digits = 9

    private let echoes: Bool
    private var value: ValueCheck
    /// What stands after the id of a request.
    private let requestRest: UnsafeMutableRawBufferPointer

    init(_ payload: Payload, request: MessageTemplate, echoes: Bool) throws {
        self.echoes = echoes
        value = try ValueCheck(sent: payload.json)
        let rest = request.text.dropFirst(5 + Self.digits)
        requestRest = .allocate(byteCount: rest.count, alignment: 16)
        requestRest.copyBytes(from: rest)
    }

    deinit {
        requestRest.deallocate()
    }

    /// The id of the request that a message answers.
    mutating func id(of message: UnsafeRawBufferPointer) throws -> Int {
        if echoes {
            guard let id = Self.id(in: message, after: #"{"i":"#),
                message.count == 5 + Self.digits + requestRest.count,
                let rest = message.baseAddress, let wanted = requestRest.baseAddress,
                memcmp(rest + 5 + Self.digits, wanted, requestRest.count) == 0
            else { throw Self.failure(message) }
            return id
        }
        let id: Int
        let place: Range<Int>
        if let first = Self.id(in: message, after: #"{"i":"#) {
            id = first
            place = 5 + Self.digits + 5..<message.count - 1
            guard message.count > place.lowerBound, Self.has(#","d":"#, message, at: 5 + Self.digits) else {
                throw Self.failure(message)
            }
        } else if Self.has(#"{"d":"#, message, at: 0),
            let last = Self.id(
                in: UnsafeRawBufferPointer(rebasing: message.suffix(5 + Self.digits + 1)),
                after: #","i":"#
            )
        {
            id = last
            place = 5..<message.count - 1 - Self.digits - 5
        } else {
            throw Self.failure(message)
        }
        guard message[message.count - 1] == UInt8(ascii: "}"), !place.isEmpty else { throw Self.failure(message) }
        try value.check(UnsafeRawBufferPointer(rebasing: message[place]))
        return id
    }

    @inline(__always)
    private static func id(in text: UnsafeRawBufferPointer, after prefix: StaticString) -> Int? {
        guard has(prefix, text, at: 0), text.count >= 5 + digits else { return nil }
        var id = 0
        for place in 5..<5 + digits {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            id = id &* 10 &+ Int(digit)
        }
        return id
    }

    /// Whether a text has a word at a place.
    @inline(__always)
    private static func has(_ word: StaticString, _ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
        guard text.count - place >= word.utf8CodeUnitCount, let base = text.baseAddress else { return false }
        return memcmp(base + place, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    private static func failure(_ message: UnsafeRawBufferPointer) -> Failure {
        Failure("no answer to what was asked: \(String(decoding: message.prefix(200), as: UTF8.self))")
    }
}
