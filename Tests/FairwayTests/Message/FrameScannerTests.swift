import Testing

@testable import Fairway

@Suite("Telling messages apart")
struct FrameScannerTests {
    private static let frames = [
        #"{"i":12,"c":"room","a":["join",{"name":"Zoë \"Z\"","list":[1,2.5e3,null,true]},"x"]}"#,
        #"{"a":["say","hello"]}"#, #"{"i":3,"d":{"a":[1,[2,[3]]]}}"#, #"{"i":3,"e":{"message":"no","code":"E"},"_":1}"#,
        #"{"i":4,"x":"enough"}"#, #"{"h":"536870912","i":5,"a":["next",{"value":1,"done":false}]}"#,
        #"{"h":7,"x":{"message":"gone"},"_":true}"#, #"{"i":8,"h":1}"#, #"{"ws-wrapper":false,"a":[]}"#,
    ]

    @Test("Each form is recognised, whatever else stands in the message")
    func forms() throws {
        let names = Self.frames.map { frame in
            switch FrameScanner.result(of: frame) {
            case .success(.event(let event)): "event \(event.name) \(event.requestID?.rawValue ?? 0)"
            case .success(.answer(let id, let value)): "answer \(id) \(value ?? 0)"
            case .success(.rejection(let id, let rejection)): "rejection \(id) \(rejection.error)"
            case .success(.cancellation(let id, _)): "cancellation \(id)"
            case .success(.openedChannel(let id)): "opened \(id)"
            case .success(.anonymousEvent(let channel, let event)):
                "event on \(channel) \(event.requestID?.rawValue ?? 0)"
            case .success(.anonymousAbort(let channel, _)): "abort of \(channel)"
            case .success(.foreign): "foreign"
            case .failure(let refusal): "refused: \(refusal.reason)"
            }
        }
        #expect(
            names == [
                "event join 12", "event say 0", "answer 3 11", "rejection 3 no (E)", "cancellation 4",
                "event on 536870912 5", "abort of 7", "opened 8", "foreign",
            ]
        )
    }

    @Test(
        "A cancellation or an abort is one whatever its reason is",
        arguments: ["null", "0", "false", #""""#, "[]", "{}", #""enough""#]
    )
    func reasons(reason: String) {
        guard case .success(.cancellation(let id, _)) = FrameScanner.result(of: #"{"i":4,"x":\#(reason)}"#) else {
            Issue.record("not read as a cancellation")
            return
        }
        #expect(id.rawValue == 4)
        guard case .success(.anonymousAbort(7, _)) = FrameScanner.result(of: #"{"h":7,"x":\#(reason)}"#) else {
            Issue.record("not read as an abort")
            return
        }
    }

    @Test(
        "A message means the same wherever white space or a foreign key stands in it",
        arguments: [
            #"{"i":12,"a":["join",{"x":1}]}"#, #" {"i":12,"a":["join",{"x":1}]}"#, #"{ "i":12,"a":["join",{"x":1}]}"#,
            #"{"i" :12,"a":["join",{"x":1}]}"#, #"{"i": 12,"a":["join",{"x":1}]}"#, #"{"i":12 ,"a":["join",{"x":1}]}"#,
            #"{"i":12, "a":["join",{"x":1}]}"#, #"{"i":12,"a":["join",{"x":1}] }"#, #"{"i":12,"a":["join",{"x":1}]} "#,
            #"{"z":{},"i":12,"a":["join",{"x":1}]}"#, #"{"i":12,"z":0,"a":["join",{"x":1}],"z":0}"#,
            #"{"\u0069":12,"a":["join",{"x":1}]}"#, #"{"i":12,"\u0061":["join",{"x":1}],"yy":[]}"#,
        ]
    )
    func spacing(text: String) {
        guard case .success(.event(let event)) = FrameScanner.result(of: text) else {
            Issue.record("not read as an event")
            return
        }
        #expect(event.requestID?.rawValue == 12 && event.name == "join")
        #expect(Array(text.utf8)[event.array] == Array(#"["join",{"x":1}]"#.utf8)[...])
    }

    @Test(
        "A key of the protocol is refused the second time, however either is written",
        arguments: [
            #"{"i":1,"i":2,"a":["x"]}"#, #"{"i":1, "i":2,"a":["x"]}"#, #"{"i": 1,"i":2,"a":["x"]}"#,
            #"{"i":1,"a":["x"],"\u0069":2}"#, #"{"i":1,"z":0,"i":2,"a":["x"]}"#, #"{"i":1,"a":["x"] ,"i":2}"#,
        ]
    )
    func duplicates(text: String) {
        guard case .failure(let refusal) = FrameScanner.result(of: text) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.reason == "field 'i' given twice")
    }

    @Test("However a message is damaged, what is found lies within it", arguments: 1...20)
    func damaged(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            var bytes = Array(try #require(Self.frames.randomElement(using: &random)).utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(try #require("{}[]\",:\\0".utf8.randomElement(using: &random)), at: index)
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { bytes = [0x7B] }
            }
            switch FrameScanner.result(of: bytes) {
            case .success(.event(let event)):
                #expect(event.array.upperBound <= bytes.count && event.array.contains(event.argumentsStart))
                #expect(!event.name.rawValue.isEmpty)
            case .success(.answer(_, let value?)): #expect(value < bytes.count)
            case .failure(let refusal): #expect(!refusal.reason.isEmpty)
            default: break
            }
        }
    }
}
