import Testing

@testable import FairwayNIO

@Suite("Well-formed UTF-8")
struct UTF8ValidationTests {
    /// The bytes at which some rule changes.
    private static let borders: [UInt8] = [
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0,
        0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]

    private func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { $0.isValidUTF8 }
    }

    private func agrees(_ bytes: [UInt8]) -> Bool {
        isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil)
    }

    @Test("Every sequence of up to three bytes around the borders is judged as the standard library judges it")
    func shortSequences() {
        #expect(agrees([]))
        for first in UInt8.min...UInt8.max {
            #expect(agrees([first]))
            for second in UInt8.min...UInt8.max where !agrees([first, second]) {
                Issue.record("\([first, second])")
            }
        }
        for first in Self.borders {
            for second in Self.borders {
                for third in Self.borders where !agrees([first, second, third]) {
                    Issue.record("\([first, second, third])")
                }
            }
        }
    }

    @Test("Sequences of four bytes are judged as the standard library judges them")
    func longSequences() {
        for first: UInt8 in 0xEF...0xF6 {
            for second in Self.borders {
                for third in Self.borders {
                    for fourth: UInt8 in [0x7F, 0x80, 0xBF, 0xC0] where !agrees([first, second, third, fourth]) {
                        Issue.record("\([first, second, third, fourth])")
                    }
                }
            }
        }
    }

    @Test("A bad byte is found at any place in a long text", arguments: 0..<40)
    func place(index: Int) {
        var bytes = Array("plain, Zoë, 日本, 👋, plain again and again".utf8)
        #expect(isValid(bytes))
        bytes.insert(0xFF, at: index)
        #expect(!isValid(bytes))
    }
}
