import Testing

@testable import Fairway

@Suite("Reasons of rejections, cancellations and aborts")
struct ReasonTests {
    private static let marks = "e" + String(repeating: "\u{301}", count: 129)

    /// Well-formed reasons that are no value, and what is left of them.
    private static let reasons: [(text: String, message: String?, code: String?)] = [
        (#"{"message":"x","zz":1,"zz":2}"#, "x", nil), (#"{"zz":1,"zz":2,"message":"x","code":"E"}"#, "x", "E"),
        (#"{"message":"x","code":7,"details":{"a":1,"a":2}}"#, "x", "7"), (#"{"a":1,"a":2}"#, nil, nil),
        (#"[{"a":1,"a":2}]"#, nil, nil), (#"{"message":"x","message":"y"}"#, nil, nil),
        (#"{"message":{"a":1,"a":2},"code":"E"}"#, nil, "E"), (#"{"message":1,"a":1,"a":2}"#, nil, nil),
        (#""\#(marks)""#, nil, nil), (#"{"message":"\#(marks)","code":"E"}"#, nil, "E"),
        (#"{"message":"x","z":"\#(marks)"}"#, "x", nil), (#"{"\#(marks)":1,"message":"x"}"#, "x", nil),
        ("{\"message\":\"x\",\"\u{E9}\":1,\"e\u{301}\":2}", "x", nil),
    ]

    @Test("One that is well-formed ends a request, whatever stands in it", arguments: reasons, [true, false])
    func rejection(reason: (text: String, message: String?, code: String?), isErrorObject: Bool) throws {
        let frame = #"{"i":26,"e":\#(reason.text),"_":\#(isErrorObject)}"#
        guard case .success(.rejection(let id, let rejection)) = FrameScanner.result(of: frame) else {
            Issue.record("not read as a rejection")
            return
        }
        #expect(id.rawValue == 26 && rejection.value == (isErrorObject ? nil : 12))
        #expect(
            rejection.error == RemoteError(message: reason.message ?? "request was rejected", code: reason.code)
        )
    }

    @Test("One that is well-formed cancels and aborts, whatever stands in it", arguments: reasons)
    func cancellation(reason: (text: String, message: String?, code: String?)) throws {
        guard case .success(.cancellation(let id, let error)) = FrameScanner.result(of: #"{"x":\#(reason.text),"i":1}"#)
        else {
            Issue.record("not read as a cancellation")
            return
        }
        #expect(id.rawValue == 1 && error == RemoteError(message: reason.message ?? "cancelled", code: reason.code))
        guard case .success(.anonymousAbort(7, _)) = FrameScanner.result(of: #"{"h":7,"x":\#(reason.text)}"#) else {
            Issue.record("not read as an abort")
            return
        }
    }

    @Test(
        "A marker is true whatever stands in it",
        arguments: [#"{"a":1,"a":2}"#, #"[{"a":1,"a":2}]"#, #""\#(marks)""#, #"" ""#, "1e999", "[ ]"]
    )
    func marker(text: String) {
        let frame = #"{"i":26,"e":{"message":"x","details":1},"_":\#(text),"ws-wrapper":\#(text)}"#
        guard case .success(.rejection(_, let rejection)) = FrameScanner.result(of: frame) else {
            Issue.record("not read as a rejection")
            return
        }
        #expect(rejection.error == RemoteError(message: "x", details: 1) && rejection.value == nil)
    }

    @Test("A cancellation whose reason breaks a bound is dropped", arguments: [#""\ud800""#, #"{"a":1,"a":"\udc00"}"#])
    func unreadable(reason: String) {
        guard case .failure(let refusal) = FrameScanner.result(of: #"{"i":1,"x":\#(reason)}"#),
            case .none = refusal.consequence
        else {
            Issue.record("not dropped")
            return
        }
    }
}
