import FairwayTesting
import Testing

@testable import Fairway

@Suite("Depth and keys that come twice, in values and in messages")
struct MessageBoundsTests {
    enum Shape: CaseIterable, Sendable {
        case arrays, objects, mixed

        /// A value with so many arrays and objects in each other.
        func nested(_ depth: Int) -> String {
            let opened = (0..<depth).map { isObject($0) ? #"{"a":"# : "[" }.joined()
            return opened + "1" + (0..<depth).reversed().map { isObject($0) ? "}" : "]" }.joined()
        }

        private func isObject(_ level: Int) -> Bool {
            switch self {
            case .arrays: false
            case .objects: true
            case .mixed: level.isMultiple(of: 3)
            }
        }
    }

    @Test("A value of 128 levels is read, one of 129 is not", arguments: Shape.allCases)
    func depthOfValues(shape: Shape) throws {
        for depth in [127, 128] {
            let text = shape.nested(depth)
            #expect(try encode(try decode(text, as: JSONValue.self)) == text)
            try decode(text, as: Skipped.self).expectNothing()
        }
        for error in [
            #expect(throws: ConversionError.self) { try decode(shape.nested(129), as: JSONValue.self) },
            #expect(throws: ConversionError.self) { try decode(shape.nested(129), as: Skipped.self) },
        ] {
            #expect(error?.problem == .tooDeep)
        }
    }

    @Test("The levels of a message count, whether somebody reads what is in it or not", arguments: Shape.allCases)
    func depthOfMessages(shape: Shape) async throws {
        let server = FairwayServer()
        server.on("look") { (_: JSONValue) in "seen" }
        server.on("pass") { "passed" }
        let peer = RawPeer(connectingTo: server)
        func answer(to frame: String) async throws -> RawPeer.Received {
            try peer.send(frame)
            return await peer.next()
        }
        // An argument has the message and its array around it, another field the message alone.
        for depth in [125, 126] {
            #expect(
                try await answer(to: #"{"i":1,"a":["look",\#(shape.nested(depth))]}"#)
                    == .message(#"{"i":1,"d":"seen"}"#)
            )
        }
        #expect(
            try await answer(to: #"{"i":1,"x2":\#(shape.nested(127)),"a":["pass"]}"#)
                == .message(#"{"i":1,"d":"passed"}"#)
        )
        let refusal = RawPeer.Received.message(
            #"{"i":1,"e":{"message":"nested deeper than 128 levels"},"_":1}"#
        )
        for frame in [
            #"{"i":1,"a":["look",\#(shape.nested(127))]}"#, #"{"i":1,"a":["pass",\#(shape.nested(127))]}"#,
            #"{"i":1,"x2":\#(shape.nested(128)),"a":["pass"]}"#, #"{"x2":\#(shape.nested(128)),"a":["pass"],"i":1}"#,
        ] {
            #expect(try await answer(to: frame) == refusal)
        }
    }

    @Test(
        "A key that comes twice is an error where it is read, and none where it is passed over",
        arguments: [#"{"k":1,"k":2}"#, #"{"k":1,"\u006b":1}"#, #"{"k":1,"l":2,"k":1}"#]
    )
    func keysGivenTwice(text: String) async throws {
        let server = FairwayServer()
        server.on("json") { (_: JSONValue) in "read" }
        server.on("dictionary") { (_: [String: Int]) in "read" }
        server.on("list") { (_: [[String: JSONValue]]) in "read" }
        server.on("structure") { (_: Keyed) in "read" }
        server.on("none") { "passed" }
        let peer = RawPeer(connectingTo: server)
        for (event, argument, path) in [
            ("json", text, "1.k"), ("dictionary", text, "1.k"), ("list", "[{},\(text)]", "1[1].k"),
            ("structure", text, "1.k"),
        ] {
            try peer.send(#"{"i":1,"a":["\#(event)",\#(argument)]}"#)
            let message = "argument '\(path)' of '\(event)': field given twice"
            #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        }
        try peer.send(#"{"i":1,"a":["none",\#(text)],"y":\#(text)}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"passed"}"#))
    }

    private struct Keyed: WireDecodable {
        static let fieldNames: FieldNames = ["k"]

        init(reading reader: inout WireReader) throws(ConversionError) {
            var fields = try reader.openObject(Keyed.fieldNames)
            while try reader.nextField(in: &fields) != nil { try reader.skipValue() }
        }
    }
}
