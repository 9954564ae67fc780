import FairwayTesting
import Foundation
import Logging
import Testing

@testable import Fairway

@Suite("What the log never says")
struct LogPrivacyTests {
    private static let canary = "CANARY"

    /// Frames that are refused, with the canary wherever a peer can put something.
    private static let frames = [
        "CANARY", #""CANARY""#, #"{"CANARY":1}"#, #"{"CANARY""#, #"{"a":"CANARY"}"#, #"{"a":[["CANARY"]]}"#,
        #"{"a":["add","CANARY","#, #"{"i":"CANARY","a":["add"]}"#, #"{"c":["CANARY"],"a":["add"]}"#,
        #"{"h":"CANARY","a":["add"]}"#, #"{"i":1,"e":"CANARY","e":1}"#,
        #"{"i":1,"a":["add","CANARY\ud800"]}"#, #"{"i":1,"a":["add","CANARY",2]}"#,
        #"{"i":1,"a":["add",{"CANARY":1}]}"#,
        #"{"a":["add","CANARY",2]}"#, #"{"i":1,"a":["sums",{"CANARY":"CANARY"}]}"#,
        #"{"i":1,"a":["sums",{"CANARY":1,"CANARY":1}]}"#, #"{"i":1,"a":["colours",{"CANARY":1}]}"#,
        #"{"i":1,"a":["colour","CANARY"]}"#, #"{"i":1,"a":["shape",{"CANARY":1}]}"#,
        #"{"i":1,"a":["shape",{"square":1,"CANARY":1}]}"#, #"{"i":1,"a":["nobody","CANARY"]}"#,
        #"{"i":1,"a":["open","CANARY"]}"#, #"{"h":7,"a":["CANARY"]}"#, #"{"i":1,"h":7,"a":["x","CANARY"]}"#,
        #"{"i":1,"a":["echo","CANARY"]}"#, #"{"a":["echo","CANARY"]}"#, #"{"i":1,"a":["decode","CANARY"]}"#,
        #"{"i":1,"a":["foundation","CANARY"]}"#, #"{"i":1,"a":["declared","CANARY"]}"#,
        #"{"i":1,"a":["unsendable","CANARY"]}"#, #"{"i":1,"a":["keyed","CANARY"]}"#,
    ]

    private enum Colour: String, WireCodable, WireKey { case red }

    private enum Shape: WireDecodable {
        case square
        private static let caseNames: FieldNames = ["square"]

        init(reading reader: inout WireReader) throws(ConversionError) {
            let union = try reader.openUnion(Self.caseNames)
            guard union.index == 0 else { throw reader.unrecognizedCase(union) }
            _ = try reader.read(Int.self)
            self = .square
            try reader.closeUnion(union)
        }
    }

    private struct Declared: WireCodable, Error {
        let text: String
        init(_ text: String) { self.text = text }
        init(reading reader: inout WireReader) throws(ConversionError) { text = try reader.read() }
        func write(to writer: inout WireWriter) throws(ConversionError) { try writer.write(text) }
    }

    private static func register(on server: FairwayServer) {
        server.on("ping") { "pong" }
        server.on("add") { (a: Int, b: Int) in a + b }
        server.on("sums") { (numbers: [String: Int]) in numbers.count }
        server.on("colours") { (numbers: [Colour: Int]) in numbers.count }
        server.on("colour") { (_: Colour) in }
        server.on("shape") { (_: Shape) in }
        server.on("echo") { (text: String) throws -> Void in throw Rejection(text, code: text) }
        server.on("decode") { (text: String) throws -> Int in try Int(wireBytes: Array("{\"\(text)\":1}".utf8)) }
        server.on("foundation") { (text: String) throws -> [Int] in
            try JSONDecoder().decode([Int].self, from: Data("[\"\(text)\"]".utf8))
        }
        server.on("declared") { (text: String) throws -> Void in throw Declared(text) }
        server.on("unsendable") { (text: String) in [text: Double.nan] }
        server.on("keyed") { (text: String) in
            try await Client.current?.emit("news", [text: Double.nan])
        }
    }

    @Test("Nothing of what a peer sent, above the trace level", arguments: frames)
    func payload(frame: String) async throws {
        let log = RecordingLog(level: .trace)
        let server = FairwayServer(configuration: log.configuration)
        Self.register(on: server)
        let peer = RawPeer(connectingTo: server)
        try peer.send(frame)
        try peer.send(#"{"i":99,"a":["ping"]}"#)
        while case .message(let message) = await peer.next(), message != #"{"i":99,"d":"pong"}"# {}
        let lines = log.lines.filter { $0.level > .trace }
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { !$0.description.contains(Self.canary) })
    }

    @Test("Nothing of a rejection that a handler lets fall through, or of the error that it was read as")
    func rejection() async throws {
        let log = RecordingLog(level: .trace)
        let server = FairwayServer(configuration: log.configuration)
        server.on("ask") { try await Client.current?.request("name") as String? }
        server.on("declared") { () async throws -> Void in
            try await Client.current?.request("name", throws: Declared.self)
        }
        let peer = RawPeer(connectingTo: server)
        for (id, frame) in [
            (1, #"{"i":1,"e":"CANARY"}"#), (2, #"{"i":2,"d":["CANARY"]}"#), (3, #"{"i":3,"e":"CANARY"}"#),
        ] {
            try peer.send(#"{"i":\#(id),"a":["\#(id == 3 ? "declared" : "ask")"]}"#)
            #expect(await peer.next() == .message(#"{"i":\#(id),"a":["name"]}"#))
            try peer.send(frame)
            #expect(await peer.next() == .message(#"{"i":\#(id),"e":{"message":"internal error"},"_":1}"#))
        }
        let lines = log.lines.filter { $0.level > .trace }
        #expect(lines.map(\.level) == [.debug, .debug, .debug, .error])
        #expect(lines.allSatisfy { !$0.description.contains(Self.canary) })
        #expect(log.lines.contains { $0.description.contains(Self.canary) })
    }

    @Test("No line where its level is off, and none at info for whatever a peer may send")
    func quiet() async throws {
        let log = RecordingLog(level: .info)
        let server = FairwayServer(configuration: log.configuration)
        Self.register(on: server)
        let peer = RawPeer(connectingTo: server)
        let junk = Self.frames.filter { frame in
            // These make handlers fail, which is no junk.
            ["decode", "foundation", "declared", "unsendable", "keyed"].allSatisfy { !frame.contains($0) }
        }
        for frame in junk { try peer.send(frame) }
        try peer.send(#"{"i":99,"a":["ping"]}"#)
        while case .message(let message) = await peer.next(), message != #"{"i":99,"d":"pong"}"# {}
        #expect(log.lines == [])
    }

    @Test("An error is not described where its level is off")
    func lazy() async throws {
        struct Costly: PresentableError, CustomStringConvertible {
            let described: Shared<Int>
            var message: String { "no" }
            var description: String {
                described.change { $0 += 1 }
                return "no"
            }
        }
        let described = Shared(0)
        for level in [Logger.Level.info, .debug] {
            let server = FairwayServer(configuration: RecordingLog(level: level).configuration)
            server.on("refuse") { () throws -> Void in throw Costly(described: described) }
            let peer = RawPeer(connectingTo: server)
            try peer.send(#"{"i":1,"a":["refuse"]}"#)
            #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"no"},"_":1}"#))
        }
        #expect(described.value == 0)
    }
}
