import FairwayTesting
import Testing

@testable import Fairway

@Suite("Text that would take minutes to compare")
struct CombiningMarkTests {
    /// Marks in an order that has to be turned around.
    private static func marks(_ count: Int) -> String {
        String(repeating: "\u{301}", count: count / 2) + String(repeating: "\u{323}", count: count - count / 2)
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// Where the text stands in a message.
    enum Spot: String, CaseIterable, Sendable {
        case argument = #"{"i":1,"a":["take","%"]}"#
        case key = #"{"i":1,"a":["take",{"a%":1}]}"#
        case event = #"{"i":1,"a":["a%"]}"#
        case channel = #"{"i":1,"c":"a%","a":["take"]}"#
    }

    /// How the text is made.
    enum Spelling: CaseIterable, Sendable {
        case plain, escaped, decomposing

        var text: String {
            switch self {
            case .plain: CombiningMarkTests.marks(500_000)
            case .escaped: CombiningMarkTests.escaped(CombiningMarkTests.marks(160_000))
            case .decomposing: String(repeating: "\u{F73}", count: 300_000)
            }
        }
    }

    @Test(
        "A message of a mebibyte that holds little else is refused at once, wherever the text stands",
        .timeLimit(.minutes(1)),
        arguments: Spot.allCases,
        Spelling.allCases
    )
    func endless(spot: Spot, spelling: Spelling) async throws {
        let server = FairwayServer()
        server.on("take") { (value: JSONValue) in value.hashValue == 0 }
        let peer = RawPeer(connectingTo: server)
        let parts = spot.rawValue.split(separator: "%")
        try peer.send("\(parts[0])\(spelling.text)\(parts[1])")
        guard case .message(let answer) = await peer.next() else {
            Issue.record("no answer")
            return
        }
        #expect(answer.hasSuffix(#"more than 128 combining marks in a row"},"_":1}"#))
    }

    @Test("The bound is 128 marks in a row, however they are written", arguments: ["", "a", "漢"])
    func bound(base: String) throws {
        let text = base + Self.marks(128)
        for spelling in [text, Self.escaped(text), Self.escaped(base) + Self.marks(128)] {
            #expect(try decode("\"\(spelling)\"") == text)
            #expect(try decode("[\"\(spelling)b\(spelling)\"]") == [text + "b" + text])
            let error = #expect(throws: ConversionError.self) { try decode("\"\(spelling)\u{301}\"", as: String.self) }
            #expect(error?.problem == .tooManyMarks && error?.offset == 0)
            #expect(throws: ConversionError.self) { try decode("{\"\(spelling)\\u0301\":1}", as: [String: Int].self) }
        }
    }

    @Test(
        "Long text of any language is no such thing",
        arguments: ["漢字", "한국어", "Ελληνικά", "ไทยที่นี่", "हिन्दी", "עִבְרִית", "e\u{301}\u{323}", "👩‍👩‍👧‍👦", "ascii"]
    )
    func languages(word: String) throws {
        let text = String(repeating: word, count: 2000)
        #expect(try decode("\"\(text)\"") == text)
    }

    @Test("What nobody reads is passed over")
    func skipped() async throws {
        let server = FairwayServer()
        server.on("take") { "taken" }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["take","\#(Self.marks(1000))"],"y":"\#(Self.marks(1000))"}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"taken"}"#))
    }
}
