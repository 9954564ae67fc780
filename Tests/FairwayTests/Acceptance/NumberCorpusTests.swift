import Testing

@testable import Fairway

@Suite("Numbers that are hard to read")
struct NumberCorpusTests {
    /// A number's text, and the bits of what it reads as; none where it is out of range.
    private struct Line<Bits: FixedWidthInteger> {
        let text: String
        let bits: Bits?
    }

    private static func lines<Bits: FixedWidthInteger>(of file: String) -> [Line<Bits>] {
        TestCorpora.lines(of: "Numbers/\(file)").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2 else { return nil }
            if words[1] == "overflow" { return Line(text: words[0], bits: nil) }
            return Bits(words[1], radix: 16).map { Line(text: words[0], bits: $0) }
        }
    }

    @Test("Every double has exactly the bits nearest to its text, and is written so that it comes back")
    func doubles() throws {
        let lines: [Line<UInt64>] = Self.lines(of: "doubles.txt")
        #expect(lines.count > 2000)
        for line in lines {
            guard let bits = line.bits else {
                let error = #expect(throws: ConversionError.self, "\(line.text)") {
                    try decode(line.text, as: Double.self)
                }
                #expect(error?.problem == .outOfRange(expected: "a double"))
                continue
            }
            let value: Double = try decode(line.text)
            #expect(value.bitPattern == bits, "\(line.text)")
            let back: Double = try decode(try encode(value))
            #expect(back.bitPattern == bits, "\(line.text)")
        }
    }

    @Test("Every float is rounded once, and is written so that it comes back")
    func floats() throws {
        let lines: [Line<UInt32>] = Self.lines(of: "floats.txt")
        #expect(lines.count > 2000)
        for line in lines {
            guard let bits = line.bits else {
                let error = #expect(throws: ConversionError.self, "\(line.text)") {
                    try decode(line.text, as: Float.self)
                }
                #expect(error?.problem == .outOfRange(expected: "a float"))
                continue
            }
            let value: Float = try decode(line.text)
            #expect(value.bitPattern == bits, "\(line.text)")
            let back: Float = try decode(try encode(value))
            #expect(back.bitPattern == bits, "\(line.text)")
        }
    }

    @Test("A number that nothing is known about goes back as it came", arguments: ["doubles.txt", "floats.txt"])
    func texts(file: String) throws {
        let lines: [Line<UInt64>] = Self.lines(of: file)
        for line in lines {
            #expect(try encode(try decode(line.text, as: JSONValue.self)) == line.text)
            let text = #""\#(line.text)""#
            #expect(throws: ConversionError.self) { try decode(text, as: Double.self) }
        }
    }
}
