import Workload

/// Verifies answers and tells what they answer: `{"i":ID,"d":VALUE}`, its members the other way round, or, of a server that
/// sends texts back, the request itself.
struct AnswerCheck: ~Copyable {
    /// How many bytes a key, with what is before and after it, and an id of nine digits take.
    private static let memberSize = 14

    private let echoes: Bool
    private var valueCheck: ValueCheck
    // Safe: it is filled before it is used, only read after that, and lives as long as this value.
    /// What stands after the id of a request.
    private let requestRest: UnsafeRawBufferPointer

    init(_ payload: Payload, request: MessageTemplate, echoes: Bool) throws {
        self.echoes = echoes
        valueCheck = try ValueCheck(sent: payload.json)
        let rest = request.text.dropFirst(Self.memberSize)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: rest.count, alignment: 16)
        memory.copyBytes(from: rest)
        requestRest = UnsafeRawBufferPointer(memory)
    }

    deinit {
        requestRest.deallocate()
    }

    /// The id of the request that a message answers.
    mutating func id(of message: UnsafeRawBufferPointer) throws -> Int {
        let value: UnsafeRawBufferPointer.SubSequence
        let id: Int?
        if echoes {
            guard let id = Self.id(in: message, after: #"{"i":"#),
                areEqual(UnsafeRawBufferPointer(rebasing: message[Self.memberSize...]), requestRest)
            else { throw Self.failure(message) }
            return id
        }
        // Each form has 20 bytes besides the value.
        guard message.count > 20, message[message.count - 1] == UInt8(ascii: "}") else { throw Self.failure(message) }
        if Self.has(message, at: Self.memberSize, #","d":"#) {
            id = Self.id(in: message, after: #"{"i":"#)
            value = message[Self.memberSize + 5..<message.count - 1]
        } else {
            let end = message.count - 1 - Self.memberSize
            id = Self.id(in: UnsafeRawBufferPointer(rebasing: message[end...]), after: #","i":"#)
            guard Self.has(message, at: 0, #"{"d":"#) else { throw Self.failure(message) }
            value = message[5..<end]
        }
        guard let id else { throw Self.failure(message) }
        try valueCheck.check(UnsafeRawBufferPointer(rebasing: value))
        return id
    }

    /// The id that a member of nine digits begins a text with.
    @inline(__always)
    private static func id(in text: UnsafeRawBufferPointer, after key: StaticString) -> Int? {
        guard text.count >= memberSize, has(text, at: 0, key) else { return nil }
        var id = 0
        for place in 5..<memberSize {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            id = id &* 10 &+ Int(digit)
        }
        return id
    }

    /// Whether a text has a word at a place.
    @inline(__always)
    private static func has(_ text: UnsafeRawBufferPointer, at place: Int, _ word: StaticString) -> Bool {
        let word = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard text.count - place >= word.count else { return false }
        return areEqual(UnsafeRawBufferPointer(rebasing: text[place..<place + word.count]), word)
    }

    private static func failure(_ message: UnsafeRawBufferPointer) -> Failure {
        Failure("no answer to what was asked: \(String(decoding: message.prefix(200), as: UTF8.self))")
    }
}
