import Testing

@testable import Fairway

@Suite struct FuzzTests {
    private static let seeds = [
        #"{"name":"Zoë \ud83d\ude80","level":3e0,"tags":["a","\n"],"motto":null,"bestFriendsByNickname":{"x":{"name":"n","tags":[]}}}"#,
        #"[1,-2.5e10,0.1,true,false,null,"text \u00e9",{"a":{"b":[[],{}]}}]"#,
        #"["2024-02-29T23:59:59.123Z","00112233-4455-6677-8899-aabbccddeeff","aGVsbG8=","https://a.b/c?d"]"#,
        #"[{"point":{"x":1}},{"group":[{"label":null},{"label":"\u00e9"}]},{"blob":{"point":[0.10]}}]"#,
        #"[{"kind":"dot","x":1},{"x":2,"y":{"kind":1},"kind":"d\u006ft"},{"a":[0.10],"kind":"blob"}]"#,
    ]

    private static func attempt(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) -> (skips: Bool, reads: Bool) {
        func succeeds<Value: WireDecodable>(_ type: Value.Type, _ conversion: Conversion) -> Bool {
            var reader = WireReader(bytes, at: offset, conversion: conversion)
            do throws(ConversionError) {
                _ = try reader.read(type)
                return reader.isAtEnd()
            } catch {
                _ = error.describe(in: bytes, from: offset)
                return false
            }
        }
        for conversion in [Conversion.exact, .truncating] {
            _ = succeeds(Profile.self, conversion)
            _ = succeeds([Int].self, conversion)
            _ = succeeds([Double?].self, conversion)
            _ = succeeds([Duration].self, conversion)
            _ = succeeds([Int64].self, conversion)
            _ = succeeds([String].self, conversion)
            _ = succeeds(StandardValues.self, conversion)
            _ = succeeds([String: Bool].self, conversion)
            _ = succeeds([Shape].self, conversion)
            _ = succeeds([Figure].self, conversion)
        }
        return (succeeds(Skipped.self, .exact), succeeds(JSONValue.self, .exact))
    }

    @Test("No mutation of a message reads outside of its bytes, and both ways of reading agree", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("{}[]\",:\\u0019eE+-.tfn \u{0}".utf8) + [0x80, 0xC3, 0xE2, 0xF0, 0xFF]
        for _ in 0..<1500 {
            var bytes = Array(FuzzTests.seeds[Int(random.next() % UInt64(FuzzTests.seeds.count))].utf8)
            for _ in 0...random.next() % 4 {
                let at = Int(random.next() % UInt64(bytes.count))
                let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
                switch random.next() % 4 {
                case 0: bytes[at] = byte
                case 1: bytes.insert(byte, at: at)
                case 2 where bytes.count > 1: bytes.remove(at: at)
                default: bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
                }
                if bytes.isEmpty { bytes = [byte] }
            }
            let result = bytes.withUnsafeBytes { FuzzTests.attempt($0) }
            // A dictionary refuses what skipping lets pass: a key given twice.
            #expect(result.skips || !result.reads, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("Every beginning of a message is refused, and every offset is safe", arguments: seeds)
    func prefixes(text: String) {
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            let prefix = Array(bytes.prefix(length))
            let result = prefix.withUnsafeBytes { FuzzTests.attempt($0) }
            #expect(!result.skips && !result.reads)
        }
        bytes.withUnsafeBytes { buffer in
            for offset in [Int.min, -1, bytes.count, bytes.count + 1, Int.max - 64, Int.max] {
                #expect(FuzzTests.attempt(buffer, at: offset) == (false, false))
            }
            for offset in bytes.indices { _ = FuzzTests.attempt(buffer, at: offset) }
        }
    }

    @Test("A word at any offset holds the bytes that exist, and zeros for the others", arguments: 0...17)
    func words(count: Int) {
        let bytes = (0..<count).map { UInt8($0 + 1) }
        bytes.withUnsafeBytes { buffer in
            let wire = WireBytes(buffer)
            for offset in [Int.min, Int.max - 7, Int.max] + Array(-9...count + 9) {
                let expected = (0..<8).reduce(UInt64(0)) { word, index in
                    let (place, overflow) = offset.addingReportingOverflow(index)
                    return overflow || !bytes.indices.contains(place)
                        ? word : word | UInt64(bytes[place]) << (8 * index)
                }
                #expect(wire.paddedWord(at: offset) == expected)
            }
        }
    }

    @Test("Random bytes are refused without harm")
    func noise() {
        var random = SeededRandom(seed: 99)
        for _ in 0..<2000 {
            let bytes = (0..<random.next() % 40).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            _ = bytes.withUnsafeBytes { FuzzTests.attempt($0) }
        }
    }
}
