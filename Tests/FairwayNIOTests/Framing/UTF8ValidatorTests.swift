import Testing

@testable import FairwayNIO

@Suite("UTF-8 that comes in pieces")
struct UTF8ValidatorTests {
    /// Texts that are well-formed, and texts that are not, each in another way.
    private static let texts: [[UInt8]] = [
        [],
        Array("plain text that is longer than a word of the machine".utf8),
        Array("Zoë, κόσμε, 日本, \u{800}\u{FFFF}\u{D7FF}\u{E000}, 👋🏽 \u{10000}\u{10FFFF}\u{80}\u{7FF}".utf8),
        [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x91], [0x41, 0xC3, 0x41], [0xE2, 0x82, 0x41],
        Array("a longer text before it: ".utf8) + [0xED, 0xA0, 0x80] + Array(", and after it".utf8),
        Array("👋👋".utf8) + [0xBF] + Array("👋👋".utf8),
    ]

    private static func isValid(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    /// The verdict on the pieces: `nil` where one of them was refused, else whether the text may end behind them.
    private static func verdict(on pieces: [ArraySlice<UInt8>]) -> Bool? {
        var validator = UTF8Validator()
        for piece in pieces {
            let isWellFormed = piece.withUnsafeBytes { validator.append($0) }
            guard isWellFormed else { return nil }
        }
        return validator.isComplete
    }

    /// Whether something could follow that makes it well-formed.
    private static func canGoOn(_ bytes: [UInt8]) -> Bool {
        let ends: [[UInt8]] = [
            [], [0x80], [0xA0], [0x80, 0x80], [0xA0, 0x80], [0x80, 0x80, 0x80], [0xA0, 0x80, 0x80],
        ]
        return ends.contains { isValid(bytes + $0) }
    }

    @Test("Text that is cut at any two points is judged as the whole", arguments: texts)
    func cuts(text: [UInt8]) {
        let expected = Self.isValid(text)
        for first in 0...text.count {
            for second in first...text.count {
                let verdict = Self.verdict(on: [text[..<first], text[first..<second], text[second...]])
                #expect((verdict == true) == expected, "\(text) cut at \(first) and \(second)")
            }
        }
        #expect((Self.verdict(on: text.indices.map { text[$0...$0] }) == true) == expected)
    }

    @Test("A text is refused with its first byte after which nothing can make it well-formed", arguments: texts)
    func earliest(text: [UInt8]) {
        for size in 0...text.count {
            let start = Array(text[..<size])
            #expect((Self.verdict(on: start.indices.map { start[$0...$0] }) != nil) == Self.canGoOn(start), "\(start)")
            #expect((Self.verdict(on: [start[...]]) != nil) == Self.canGoOn(start), "\(start)")
        }
    }

    @Test("Random bytes in random pieces are judged as the whole", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let sequences: [[UInt8]] =
            ["a", "plain text ", "ë", "日", "\u{800}", "👋", "\u{10FFFF}"].map { Array($0.utf8) }
            + [[0x80], [0xED, 0xA0], [0xF4, 0x90], [0xC1], [0xF0, 0x9F]]
        for _ in 0..<500 {
            // Most texts are well-formed: one sequence in thirty comes from all of them.
            let text = (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ in
                let isAny = Int.random(in: 0..<30, using: &generator) == 0
                return sequences[Int.random(in: 0..<(isAny ? sequences.count : 7), using: &generator)]
            }
            var pieces: [ArraySlice<UInt8>] = []
            var start = 0
            while start < text.count {
                let end = Int.random(in: start...min(start + 9, text.count), using: &generator)
                pieces.append(text[start..<end])
                start = end
            }
            #expect((Self.verdict(on: pieces) == true) == Self.isValid(text), "\(pieces)")
        }
    }

    @Test("Every sequence of up to three bytes is refused as early as it can be")
    func shortSequences() {
        let borders: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xED, 0xFF]
        for first in UInt8.min...UInt8.max {
            for second in borders {
                for third in borders {
                    let bytes = [first, second, third]
                    let isRefused = Self.verdict(on: bytes.indices.map { bytes[$0...$0] }) == nil
                    if isRefused == Self.canGoOn(bytes) { Issue.record("\(bytes)") }
                }
            }
        }
    }
}

/// The same numbers each time it starts from the same seed (the generator of Vigna's SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
