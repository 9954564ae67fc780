import Testing

@testable import FairwayNIO

@Suite("Masking")
struct MaskingKeyTests {
    @Test("Each byte is combined with its byte of the key, at every length and position", arguments: 0...41)
    func masking(length: Int) {
        let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        let mask = MaskingKey(littleEndian: 0x3D21_FA37)
        let source = (0..<length).map { UInt8($0 * 5) }
        for position in 0..<9 {
            let expected = source.enumerated().map { $1 ^ key[($0 + position) % 4] }
            var target = [UInt8](repeating: 0, count: length + 1)
            target.withUnsafeMutableBytes { target in
                source.withUnsafeBytes { mask.apply($0, into: target, position: position) }
            }
            #expect(target == expected + [0])

            var inPlace = source
            inPlace.withUnsafeMutableBytes { mask.apply(UnsafeRawBufferPointer($0), into: $0, position: position) }
            #expect(inPlace == expected)
        }
    }

    @Test("Keys differ from one to the next")
    func random() {
        #expect(Set((0..<64).map { _ in MaskingKey.random() }).count > 60)
    }
}
