import Glibc
import Workload

/// A masked frame that is made once and copied for each message; only a request's id is written into the copy.
///
/// Ids have nine digits, so that all requests have one length.
final class MessageTemplate {
    static let firstID = 100_000_000
    static let lastID = 999_999_999

    private static let mask: UInt32 = 0x5BE1_369D

    /// The text, with the first id where it is a request.
    let text: [UInt8]
    // Safe: it is filled before anybody sees it, only read after that, and lives as long as this object.
    private let frame: UnsafeRawBufferPointer
    /// Where the id's last digit lies in the frame, and in the text.
    private let lastDigit: (inFrame: Int, inText: Int)

    /// A request `{"i":ID,"a":[EVENT,ARGUMENT]}`.
    static func request(_ payload: Payload) -> MessageTemplate {
        MessageTemplate(
            text: Array("{\"i\":\(firstID),\"a\":[\"\(payload.event)\",".utf8) + payload.json + Array("]}".utf8)
        )
    }

    /// An event `{"a":[EVENT,ARGUMENT]}`.
    static func event(_ name: String, _ payload: Payload) -> MessageTemplate {
        MessageTemplate(text: Array("{\"a\":[\"\(name)\",".utf8) + payload.json + Array("]}".utf8))
    }

    private init(text: [UInt8]) {
        self.text = text
        var bytes: [UInt8] = [0x81]
        switch text.count {
        case ..<126: bytes.append(0x80 | UInt8(text.count))
        case ..<65_536: bytes += [0xFE, UInt8(text.count >> 8), UInt8(text.count & 0xFF)]
        default: bytes += [0xFF] + (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (56 - 8 * $0)) }
        }
        bytes += (0..<4).map(Self.key)
        let lastDigitInText = #"{"i":"#.utf8.count + 8
        lastDigit = (inFrame: bytes.count + lastDigitInText, inText: lastDigitInText)
        bytes += text.enumerated().map { $1 ^ Self.key($0) }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        memory.copyBytes(from: bytes)
        frame = UnsafeRawBufferPointer(memory)
    }

    deinit {
        frame.deallocate()
    }

    /// How many bytes a message takes.
    var size: Int { frame.count }

    func append(to output: inout FrameOutput) throws {
        _ = try output.append(frame)
    }

    /// Adds the request with an id of nine digits.
    func append(id: Int, to output: inout FrameOutput) throws {
        let copy = try output.append(frame)
        var rest = UInt32(truncatingIfNeeded: id)
        for place in 0..<9 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            let key = Self.key(lastDigit.inText - place)
            copy[lastDigit.inFrame - place] = (UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)) ^ key
            rest = quotient
        }
    }

    /// The byte of the mask for a byte of the text.
    @inline(__always)
    private static func key(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: mask >> UInt32(8 * (index & 3)))
    }
}
