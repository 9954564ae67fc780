import Fairway
import FairwayTesting
import Testing

@Suite("Constraints, declared errors, timeouts and conversion, driven over a link in memory", .timeLimit(.minutes(1)))
struct LanguageTests {
    private let server = FairwayServer()
    private let client = FairwayClient()
    private let fine = Width.Limited(name: "Ada", tags: ["a", "b"])

    init() {
        server[Width.Limits.self].register(Echo())
        server[Width.Lenient.self].register(Echo())
        server[Width.Errors.self].register(Refusing())
    }

    @Test("What keeps to its constraints arrives")
    func allowed() async throws {
        try await client.connect(to: server)
        let limits = client[Width.Limits.self]
        var value = fine
        value.tags = []
        #expect(try await limits.check(value: value) == ["none", "50"])
        #expect(try await limits.check(value: value, tag: "abc", page: 200) == ["abc", "200"])
    }

    @Test(
        "What breaks a constraint is rejected with the path to it",
        arguments: [
            (#"{"name":"A","tags":[]}"#, "value.name': expected 2 to 5 characters, got 1"),
            (#"{"name":"Ada","tags":["a","toolong"]}"#, "value.tags[1]': expected 1 to 5 characters, got 7"),
            (#"{"name":"Ada","tags":["a","b","c"]}"#, "value.tags': expected at most 2 items, got 3"),
            (#"{"name":"Ada","tags":[],"size":0}"#, "value.size': expected 1 to 10, got 0"),
            (#"{"name":"Ada","tags":[],"below":0}"#, "value.below': expected at most -1, got 0"),
            (#"{"name":"Ada","tags":[],"ratio":0.75}"#, "value.ratio': expected -0.5 to 0.5, got 0.75"),
            (#"{"name":"Ada","tags":[],"bytes":"AAAAAAA="}"#, "value.bytes': expected at most 4 bytes, got 5"),
            (#"{"name":"Ada","tags":[],"counts":{"a":-1}}"#, "value.counts.a': expected at least 0, got -1"),
            (#"{"name":"Ada","tags":[],"notes":[]}"#, "value.notes': expected at least 1 item, got 0"),
        ]
    )
    func refusedOnArrival(value: String, problem: String) async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"limits","a":["check",\#(value)]}"#)
        let words = problem.replacing("': ", with: "' of 'check' on channel 'limits': ")
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"argument '\#(words)"},"_":1}"#))
    }

    @Test("What breaks a constraint is not sent, and the error says what and where")
    func refusedOnSending() async throws {
        try await client.connect(to: server)
        let limits = client[Width.Limits.self]
        await #expect { try await limits.check(value: fine, page: 0) } throws: { error in
            "\(error)" == "'check' cannot be sent: argument 'page': expected 1 to 200, got 0"
        }
        var value = fine
        value.tags[1] = "toolong"
        await #expect { try await limits.check(value: value) } throws: { error in
            "\(error)"
                == "'check' cannot be sent: argument 'value' at 'value.tags[1]': expected 1 to 5 characters, got 7"
        }
        await #expect { try await limits.emit(.note(tag: "")) } throws: { error in
            "\(error)" == "'note' cannot be sent: argument 'tag': expected 1 to 5 characters, got 0"
        }
    }

    @Test("An answer that breaks its constraint is an internal error to the client")
    func refusedAnswer() async throws {
        try await client.connect(to: server)
        await #expect(throws: RemoteError(message: "internal error")) {
            try await client[Width.Limits.self].check(value: fine)
        }
    }

    @Test("What a handler throws of the schema's types arrives as that type")
    func declaredErrors() async throws {
        try await client.connect(to: server)
        let errors = client[Width.Errors.self]
        await #expect(throws: Width.Refusal.tooMany) { try await errors.refuse(why: .tooMany) }
        await #expect(throws: Width.Refusal.unrecognized("new")) { try await errors.refuse(why: .unrecognized("new")) }
        await #expect(throws: Width.Trouble(code: 7, why: "no luck")) { try await errors.trouble(code: 7) }
        let failure = Width.Failure.trouble(Width.Trouble(code: 1, why: "x"))
        await #expect(throws: failure) { try await errors.fail(failure: failure) }
    }

    @Test("A declared error is its plain value on the wire")
    func errorsOnTheWire() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"errors","a":["refuse","tooMany"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":"tooMany"}"#))
        try peer.send(#"{"i":2,"c":"errors","a":["fail",{"refused":"other"}]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"e":{"refused":"other"}}"#))
    }

    @Test("A request waits as long as its schema says")
    func timeout() async throws {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        let client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        let answer = Task { try await client[Width.Errors.self].wait() }
        #expect(await peer.next() == .message(#"{"i":1,"c":"errors","a":["wait"]}"#))
        await clock.waitForSleeper()
        clock.advance(by: .seconds(5))
        await #expect(throws: RequestError.timedOut) { try await answer.value }
    }

    @Test("A request that is called like a member of the runtime's leaves that as it is")
    func clashes() async throws {
        client[Width.Clashes.self].register(Clashing())
        try await client.connect(to: server)
        let remote = try #require(server.clients.first)
        #expect(try await clash(with: remote[Width.Clashes.self]) == [1, 2, 3, 4, 4, 5, 6])
    }

    @Test("Numbers convert as their channel says")
    func conversion() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"lenient","a":["add",1.75,2.25]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":3}"#))
    }
}
