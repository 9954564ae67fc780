import FairwayTesting
import Testing

@testable import Fairway

@Suite("What a peer sends never ends more than it must")
struct JunkTests {
    private static let dropped = [
        "", "x", "null", "[]", "7", #""text""#, "{", #"{"a":["add",1,2]"#, "{}", #"{"i":1"#, #"{"a":[]}"#,
        #"{"a":"add"}"#,
        #"{"a":[7]}"#, #"{"a":[""]}"#, #"{"a":["x"],"a":["y"]}"#, #"{"i":0,"a":["x"]}"#, #"{"i":-1,"a":["x"]}"#,
        #"{"i":1.5,"a":["x"]}"#, #"{"i":"1","a":["x"]}"#, #"{"i":9007199254740992,"a":["x"]}"#,
        #"{"i":null,"a":["x"]}"#,
        #"{"i":1,"i":2,"a":["x"]}"#, #"{"c":7,"a":["x"]}"#, #"{"h":"x","a":["y"]}"#, #"{"h":{},"x":1}"#,
        #"{"a":["x"]} {}"#, #"{"a":["x",]}"#, #"{"a":["x",01]}"#, #"{"x":1}"#, #"{"a":["\ud800"]}"#,
        "{\"a\":[\"\u{1}\"]}",
        #"{"a":[null]}"#, #"{"e":1}"#, #"{"d":1}"#,
    ]

    @Test("Junk is dropped and reported, and the connection lives on", arguments: dropped)
    func junk(frame: String) async throws {
        let server = FairwayServer()
        server.on("ping") { "pong" }
        let reports = Events<ReportedError?>()
        server.onError { reports.add($0.underlying as? ReportedError) }
        let peer = RawPeer(connectingTo: server)
        try peer.send(frame)
        try peer.send(#"{"i":1,"a":["ping"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"pong"}"#))
        guard case .malformedMessage? = await reports.next() else {
            Issue.record("\(frame) was not reported")
            return
        }
    }

    private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)

    @Test(
        "A request that breaks a bound is rejected where its number can be read",
        arguments: [
            #"{"i":1,"a":["echo",\#(deep)]}"#, #"{"a":["echo",\#(deep)],"i":1}"#, "\u{FEFF}{\"i\":1,\"a\":[\"echo\"]}",
            #"{"a":["echo","\ud800"],"i":1}"#, #"{"i":1,"a":["echo","\udc00 \""],"c":""}"#,
        ]
    )
    func bounds(frame: String) async throws {
        let server = FairwayServer()
        let peer = RawPeer(connectingTo: server)
        try peer.send(frame)
        guard case .message(let answer) = await peer.next() else {
            Issue.record("not answered")
            return
        }
        #expect(answer.hasPrefix(#"{"i":1,"e":"#))
    }

    @Test(
        "Messages that are somebody else's, late answers and aborts are passed over in silence",
        arguments: [
            #"{"ws-wrapper":false,"a":7}"#, #"{"ws-wrapper":0,"i":"x"}"#, #"{"i":5,"d":1}"#, #"{"i":5,"e":null}"#,
            #"{"i":5,"x":"r"}"#, #"{"h":5,"x":"r","_":1}"#,
        ]
    )
    func silence(frame: String) async throws {
        let server = FairwayServer()
        server.on("ping") { "pong" }
        let reports = Events<String>()
        server.onError { reports.add("\($0.underlying)") }
        let peer = RawPeer(connectingTo: server)
        try peer.send(frame)
        try peer.send("junk")
        try peer.send(#"{"i":1,"a":["ping"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"pong"}"#))
        #expect(await reports.next()?.hasPrefix("malformed message") == true)
    }

    @Test("Text that is not UTF-8 ends the connection with 1007")
    func invalidUTF8() async throws {
        let server = FairwayServer()
        let peer = RawPeer(connectingTo: server)
        try peer.send(bytes: Array(#"{"a":["x",""#.utf8) + [0xFF] + Array(#""]}"#.utf8))
        #expect(await peer.next() == .end(TransportEnd(status: .invalidPayload, reason: "invalid UTF-8")))
    }

    @Test("An event whose arguments do not convert is dropped and reported")
    func droppedEvent() async throws {
        let server = FairwayServer()
        server.of("named").on("add") { (_: Int) in }
        let reports = Events<String>()
        server.onError { reports.add("\($0.underlying)") }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"c":"named","a":["add",true]}"#)
        #expect(await reports.next() == "argument '1' of 'add' on channel 'named': expected an integer, got true")
    }
}
