import Testing

@testable import Fairway

@Suite("What is made of messages that cannot be read to their end")
struct FrameRecoveryTests {
    private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    private static let marks = "e" + String(repeating: "\u{301}", count: 129)

    private static let foreignFrames = [
        #"{"ws-wrapper":false,"i":19,"d":\#(deep)}"#, #"{"d":\#(deep),"i":19,"ws-wrapper":false}"#,
        #"{"ws-wrapper":false,"i":19,"d":"\ud800"}"#, #"{"i":19,"a":["x","\udc00"], "ws-wrapper" : 0.0 }"#,
        "\u{FEFF}{\"ws-wrapper\":0,\"i\":19,\"a\":[\"x\"]}", "\u{FEFF} {\"i\":19,\"ws-wrapper\":-0e7}",
        #"{"ws-wrapper":false,"i":19,"a":["\#(marks)"]}"#, #"{"c":"\#(marks)","i":19,"ws-wrapper":0}"#,
        #"{"\u0077s-wrapper":false,"i":19,"d":"\ud800"}"#, #"{"\ud800":1,"ws-wrapper":false}"#,
        #"{"z":"\\\"","d":"\ud800}{","ws-wrapper":false}"#,
    ]

    @Test("What says that it is somebody else's is, although the rest cannot be read", arguments: foreignFrames)
    func foreign(frame: String) {
        guard case .success(.foreign) = FrameScanner.result(of: frame) else {
            Issue.record("not taken for somebody else's")
            return
        }
    }

    @Test(
        "What says so in another place, or of something else, is ours",
        arguments: [
            #"{"ws-wrapper":true,"i":19,"d":"\ud800"}"#, #"{"ws-wrapper":1,"i":19,"d":"\ud800"}"#,
            #"{"ws-wrapper":null,"i":19,"d":"\ud800"}"#, #"{"ws-wrapper":"","i":19,"d":"\ud800"}"#,
            #"{"i":19,"d":["\ud800",{"ws-wrapper":false}]}"#, #"{"i":19,"d":"\ud800","z":"ws-wrapper"}"#,
            #"{"i":19,"d":"\ud800","z":"\"ws-wrapper\":false"}"#, #"{"i":19,"d":"\ud800"},"ws-wrapper":false"#,
            #"{"i":19,"d":"\ud800"}{"ws-wrapper":false}"#, #"{"ws-wrapper":{"z":false},"i":19,"d":"\ud800"}"#,
            #"{"\u0069":19,"d":"\ud800"}"#,
        ]
    )
    func ours(frame: String) {
        guard case .failure(let refusal) = FrameScanner.result(of: frame), case .fail(let id) = refusal.consequence
        else {
            Issue.record("nobody is told")
            return
        }
        #expect(id.rawValue == 19 && refusal.reason == "malformed JSON: a lone surrogate")
    }

    @Test(
        "What is no object has no keys, and what follows an object belongs to no request",
        arguments: [
            #"["\ud800","i":19]"#, #"["\ud800","i":19,"ws-wrapper":false]"#, #"{"d":"\ud800"}{"i":19}"#,
            #""\ud800","i":19"#,
        ]
    )
    func noKeys(frame: String) {
        guard case .failure(let refusal) = FrameScanner.result(of: frame), case .none = refusal.consequence else {
            Issue.record("somebody is told")
            return
        }
    }

    @Test(
        "Somebody else's message that is not UTF-8 ends the connection as well",
        arguments: [#""\ud800","#, "", deep + ","]
    )
    func notText(before: String) {
        let bytes = Array(#"{"ws-wrapper":false,"d":[\#(before)""#.utf8) + [0xFF] + Array(#""]}"#.utf8)
        guard case .failure(let refusal) = FrameScanner.result(of: bytes), case .close = refusal.consequence else {
            Issue.record("taken for text")
            return
        }
    }
}
