import Fairway
import FairwayTesting
import Testing

@Suite("Item 1: keys, and frames that fit no form", .timeLimit(.minutes(2)))
struct KeyTests {
    private static let readable = [
        #"{"i":7,"a":["echo",1]}"#, #"{"a":["echo",1],"i":7}"#, #"{"c":null,"a":["echo",1],"i":7}"#,
        "\t{ \"a\" :\r\n[ \"echo\" , 1 ] , \"i\" : 7 }\n ", #"{"z":[{"a":[]}],"i":7,"A":0,"a":["echo",1],"":null}"#,
        #"{"i":7,"a":["echo",1],"z":1,"z":2}"#, #"{"\u0069":7,"\u0061":["\u0065cho",1]}"#,
        #"{"i":7,"a":["echo",1,2,3]}"#, #"{"i":7,"a":["echo",1],"_":1,"ws-wrapper":true}"#,
    ]

    @Test("Keys come in any order, with any white space and spelling, beside unknown ones", arguments: Link.allCases)
    func readable(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for frame in Self.readable { try await peer.expect(frame, #"{"i":7,"d":1}"#) }
        }
    }

    private static let unreadable: [(frame: String, why: String)] = [
        ("", "malformed JSON: it ends too early"), ("{", "malformed JSON: it ends too early"),
        (#"{"i":1,"a":["echo",1]"#, "malformed JSON: it ends too early"), ("x", "malformed JSON: expected a value"),
        (#"{"i":1,"a":["echo",NaN]}"#, "malformed JSON: expected a value"),
        (#"{"i":1,"a":["echo",1]}}"#, "malformed JSON: text after the message"),
        (#"{"i":1,"a":["echo",1]} {}"#, "malformed JSON: text after the message"),
        (#"{"i":1,"a":["echo",1],}"#, "malformed JSON: expected a key in an object"),
        (#"{'i':1,"a":["echo",1]}"#, "malformed JSON: expected a key in an object"),
        (#"{"i":1,"a":["echo",01]}"#, "malformed JSON: a number with a leading zero"),
        (#"{"i":1,"a":["echo","\x"]}"#, "malformed JSON: an unknown escape"),
        ("{\"i\":1,\"a\":[\"echo\",\"\n\"]}", "malformed JSON: a control character in a string"),
        ("null", "expected an object"), ("[]", "expected an object"), ("7", "expected an object"),
        (#""text""#, "expected an object"),
        (#"{"i":1,"i":1,"a":["echo",1]}"#, "field 'i' given twice"),
        (#"{"i":1,"\u0069":1,"a":["echo",1]}"#, "field 'i' given twice"),
        (#"{"i":1,"a":["echo",1],"a":["echo",1]}"#, "field 'a' given twice"),
        (#"{"i":1,"c":"","c":"","a":["echo",1]}"#, "field 'c' given twice"),
        (#"{"i":1,"a":["echo",1],"_":1,"_":1}"#, "field '_' given twice"),
        (#"{"i":1,"d":1,"d":1}"#, "field 'd' given twice"), (#"{"i":1,"e":1,"e":1}"#, "field 'e' given twice"),
        (#"{"i":1,"x":1,"x":1}"#, "field 'x' given twice"), (#"{"i":1,"h":1,"h":1}"#, "field 'h' given twice"),
        (#"{"ws-wrapper":1,"ws-wrapper":1,"i":1,"a":["echo",1]}"#, "field 'ws-wrapper' given twice"),
        (#"{"i":1,"a":{}}"#, "'a' is not an array"), (#"{"i":1,"a":"echo"}"#, "'a' is not an array"),
        (#"{"i":1,"a":null}"#, "'a' is not an array"), (#"{"i":1,"a":[]}"#, "'a' is empty"),
        (#"{"a":[]}"#, "'a' is empty"), ("{}", noForm), (#"{"d":1}"#, noForm), (#"{"e":1}"#, noForm),
        (#"{"x":1}"#, noForm), (#"{"c":"named"}"#, noForm), (#"{"h":1}"#, noForm), (#"{"h":1,"d":1}"#, noForm),
        (#"{"h":1,"e":1}"#, noForm),
    ]
    private static let noForm = "it fits no form of the protocol"

    @Test("A key given twice, no object and no form are dropped and reported", arguments: Link.allCases)
    func unreadable(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (frame, why) in Self.unreadable {
                try peer.send(frame)
                try await peer.settle()
                #expect(await host.nextReport() == "malformed message: \(why)", "\(frame)")
            }
        }
    }

    @Test("A client reads its server's frames in the same way", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            for frame in Self.readable { try await server.expect(frame, #"{"i":7,"d":1}"#) }
            for (frame, why) in Self.unreadable {
                try server.send(frame)
                try await server.settle()
                #expect(await guest.reports.next().map { "\($0)" } == "malformed message: \(why)", "\(frame)")
            }
        }
    }
}
