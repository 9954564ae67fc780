import Testing

@testable import Fairway

@Suite("JSONTestSuite")
struct JSONSuiteTests {
    private static let suite = JSONSuite.shared

    private static func names(_ kind: Character) -> [String] { suite.names[kind] ?? [] }

    @Test("The suite is complete, and each file that the RFC leaves open is decided once")
    func completeness() {
        let suite = Self.suite
        #expect(Self.names("y").count == 95 && Self.names("n").count == 188 && Self.names("i").count == 35)
        #expect(suite.brokenLines.isEmpty)
        #expect(suite.decisions.keys.filter { $0.hasPrefix("i_") }.sorted() == Self.names("i"))
        #expect(suite.decisions.keys.filter { !$0.hasPrefix("i_") }.allSatisfy(Self.names("y").contains))
        #expect(suite.decisions.filter { $0.key.hasPrefix("y_") }.values.allSatisfy { $0 == .refused })
    }

    @Test("What is valid is read to its end, and written back it reads the same", arguments: names("y"))
    func valid(name: String) throws {
        let bytes = try Self.suite.bytes(name)
        if Self.suite.decisions[name] == .refused {
            let error = #expect(throws: ConversionError.self) { try decode(bytes, as: JSONValue.self) }
            #expect(error?.isMalformed == false)
        } else {
            try expectRoundTrip(bytes)
        }
        try decode(bytes, as: Skipped.self).expectNothing()
        try expectFrame(of: bytes)
    }

    @Test("What is invalid is refused as a value and as part of a message", arguments: names("n"))
    func invalid(name: String) throws {
        try expectRefusal(try Self.suite.bytes(name))
    }

    @Test("What the RFC leaves open goes as decided", arguments: names("i"))
    func open(name: String) throws {
        let bytes = try Self.suite.bytes(name)
        switch try #require(Self.suite.decisions[name]) {
        case .accepted:
            try expectRoundTrip(bytes)
            try expectFrame(of: bytes)
        case .refused:
            try expectRefusal(bytes)
        }
    }

    private func expectRoundTrip(_ bytes: [UInt8]) throws {
        let value: JSONValue = try decode(bytes)
        #expect(try decode(try encode(value)) == value)
    }

    /// Expects that a message with this text as an argument is an event, as far as nobody reads the argument.
    private func expectFrame(of bytes: [UInt8]) throws {
        let frame = Self.frame(of: bytes)
        guard case .event(let event) = try scan(frame) else {
            Issue.record("no event")
            return
        }
        #expect(event.name == "x")
        #expect(event.array == 5..<frame.count - 1)
    }

    private func expectRefusal(_ bytes: [UInt8]) throws {
        let error = #expect(throws: ConversionError.self) { try decode(bytes, as: JSONValue.self) }
        #expect(error?.isMalformed == true, "\(String(describing: error))")
        #expect(throws: ConversionError.self) { try decode(bytes, as: Skipped.self) }
        let refusal = #expect(throws: FrameRefusal.self) { try scan(Self.frame(of: bytes)) }
        if case .close = refusal?.consequence {
            #expect(String(validating: bytes, as: UTF8.self) == nil)
        } else {
            #expect(String(validating: bytes, as: UTF8.self) != nil)
        }
    }

    private static func frame(of bytes: [UInt8]) -> [UInt8] {
        Array(#"{"a":["x","#.utf8) + bytes + Array("]}".utf8)
    }

    private func scan(_ bytes: [UInt8]) throws -> InboundFrame {
        try bytes.withUnsafeBytes { try FrameScanner.scan($0) }
    }
}
