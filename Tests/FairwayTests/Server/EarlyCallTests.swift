import Testing

@testable import Fairway

/// A handler begins before the rest of its message has been looked at; nobody can tell, whatever that is.
@Suite("Calls that begin early", .timeLimit(.minutes(2)))
struct EarlyCallTests {
    private static let messages = [
        #"{"i":1,"a":["take",{"x":1,"y":[2.5,"ä\u00e9"]}]}"#,
        #"{"i":1,"a":["take",{"x":1,"y":[]},7,"more"]}"#,
        #"{"a":["note","text"]}"#,
        #"{"i":3,"c":"side","a":["take",[true,null]]}"#,
        #"{"c":"side","a":["take",1],"i":4}"#,
        #"{"i":5,"a":["once",1]}"#,
        #"{"i":6,"a":["fail","words"]}"#,
        #"{"i":7,"a":["number",12]}"#,
    ]

    /// What a server does with messages, and what it tells of it.
    private final class Witness: Sendable {
        let server: FairwayServer
        private let transport: ForgetfulTransport
        private let events = Shared<[String]>([])

        /// - Parameter isObserved: whether a hook sees all messages, so that each is looked at whole before its handler begins.
        init(isObserved: Bool) {
            server = FairwayServer()
            transport = ForgetfulTransport { [events] text in events.change { $0.append(text) } }
            for side in [server.of(""), server.of("side")] {
                side.on("take") { [weak self] (value: JSONValue) in
                    let text = Self.text(of: value)
                    self?.note("take \(text)")
                    return text
                }
                side.on("note") { [weak self] (text: String) in self?.note("note \(text)") }
                side.on("number") { [weak self] (number: Int) in
                    self?.note("number \(number)")
                    return number
                }
                side.on("fail") { (text: String) throws -> Int in throw Rejection(text) }
                side.once("once") { [weak self] (number: Int) in
                    self?.note("once \(number)")
                    return number
                }
            }
            server.onError { [weak self] in self?.note("error \($0.underlying)") }
            if isObserved { server.onMessage { _, _ in } }
            server.accept(transport)
        }

        /// The same for the same value, in whichever order its keys are kept.
        private static func text(of value: JSONValue) -> String {
            switch value {
            case .object(let fields):
                fields.map { "\($0.key): \(text(of: $0.value))" }.sorted().joined(separator: ", ")
            case .array(let elements): "[\(elements.map(text).joined(separator: ", "))]"
            default: "\(value)"
            }
        }

        func note(_ event: String) { events.change { $0.append(event) } }

        func receive(_ message: [UInt8]) -> [String] {
            transport.deliver(message)
            defer { events.change { $0 = [] } }
            return events.value
        }
    }

    private struct Rejection: PresentableError {
        let message: String
        init(_ message: String) { self.message = message }
    }

    @Test(
        "Differ in nothing from those whose message has been looked at whole, whatever is wrong with it",
        arguments: 1...8
    )
    func mutations(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let parts =
            Self.messages + [
                #","ws-wrapper":false"#, #","x":"no""#, #","d":1"#, #","e":1"#, #","h":2"#, #","i":9"#,
                #","a":["note","b"]"#,
                "}", "]", ",", " ", "\"", "\\", "\u{0}", "null", "[[[[[[[[", "\u{301}", "é", "1e400", "-", "{",
            ]
        for _ in 0..<1_500 {
            var message = Array(Self.messages.randomElement(using: &random)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0...message.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: message.insert(contentsOf: (parts.randomElement(using: &random) ?? "").utf8, at: place)
                case 1:
                    message.removeSubrange(place..<min(place + Int.random(in: 1...6, using: &random), message.count))
                case 2: message.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: if place < message.count { message[place] = UInt8.random(in: 0...255, using: &random) }
                }
            }
            let (early, whole) = (Witness(isObserved: false), Witness(isObserved: true))
            #expect(
                early.receive(message) == whole.receive(message),
                "\(String(decoding: message, as: UTF8.self))"
            )
            // What follows finds the same as well, also where the number is the same.
            let next = Array(#"{"i":1,"a":["take",5]}"#.utf8)
            #expect(early.receive(next) == whole.receive(next), "after \(String(decoding: message, as: UTF8.self))")
        }
    }

    @Test("Run no handler where the end of the message is not as its beginning")
    func ends() {
        for tail in [",\"ws-wrapper\":false}", "", "}}", "]}", ",\"a\":[\"take\",2]}", ",}", "} x"] {
            let witness = Witness(isObserved: false)
            let told = witness.receive(Array((#"{"i":1,"a":["take",1]"# + tail).utf8))
            #expect(!told.contains { $0.hasPrefix("take") }, "\(tail)")
            let next = witness.receive(Array(#"{"i":1,"a":["number",3]}"#.utf8))
            #expect(next == ["number 3", #"{"i":1,"d":3}"#], "\(tail)")
        }
    }
}
