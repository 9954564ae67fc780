import FairwayTesting
import Testing

@testable import Fairway

@Suite("What cannot be sent")
struct UnsendableTests {
    private let client = FairwayClient()
    private let peer: RawPeer

    init() {
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        peer = RawPeer(peerEnd)
    }

    /// What is thrown, and that nothing was sent before.
    private func failure(of body: () async throws -> Void) async throws -> String? {
        let error = await #expect(throws: ConversionError.self) { try await body() }
        try await client.emit("next")
        #expect(await peer.next() == .message(#"{"a":["next"]}"#))
        return error?.description
    }

    @Test(
        "Names event, argument and path",
        arguments: [
            (
                .say(text: "too long", note: nil),
                "'say' cannot be sent: argument 'text': expected 2 to 5 characters, got 8"
            ),
            (
                .say(text: "ab", note: Board.Note(tags: ["a", "toolong"])),
                "'say' cannot be sent: argument 'note' at 'note.tags[1]': expected at most 5 characters, got 7"
            ),
            (
                .say(text: "ab", note: Board.Note(tags: [], ratings: ["a b": 9])),
                #"'say' cannot be sent: argument 'note' at 'note.ratings["a b"]': expected 1 to 5, got 9"#
            ),
            (
                .say(text: "ab", note: nil, limit: 0),
                "'say' cannot be sent: argument 'limit': expected 1 to 200, got 0"
            ),
            (.rate(.infinity), "'rate' cannot be sent: argument 'value': a number that is not finite cannot be sent"),
        ] as [(Board.ClientEvent, String)]
    )
    func events(event: Board.ClientEvent, message: String) async throws {
        #expect(try await failure { try await client[Board.self].emit(event) } == message)
    }

    @Test("Names the argument of a request too")
    func requests() async throws {
        let message = try await failure { _ = try await client[Board.self].pin(place: .max) }
        #expect(
            message
                == "'pin' cannot be sent: argument 'place': 9223372036854775807 is out of range: "
                + "an integer is sent within ±9007199254740991"
        )
    }

    @Test("Is called by its place where there is no schema")
    func untyped() async throws {
        #expect(
            try await failure { try await client.emit("add", 1, Int?.none, ["a": [1.0, .nan]]) }
                == "'add' cannot be sent: argument '3' at '3.a[1]': a number that is not finite cannot be sent"
        )
        #expect(
            try await failure { try await client.request("add", 1, [Double.nan]) }
                == "'add' cannot be sent: argument '2' at '2[0]': a number that is not finite cannot be sent"
        )
        let deep = (1...128).reduce(JSONValue.array([])) { inner, _ in .array([inner]) }
        let message = try #require(try await failure { try await client.emit("add", deep) })
        #expect(message.hasPrefix("'add' cannot be sent: argument '1' at '1[0][0]"))
        #expect(message.hasSuffix(": a value nested deeper than 128 levels cannot be sent"))
        #expect(message.utf8.count < 600)
    }

    @Test("Is told in a broadcast for each receiver")
    func broadcast() async throws {
        let server = FairwayServer()
        let peer = RawPeer(connectingTo: server)
        await #expect(throws: ConversionError.self) { try await server.emit("add", Double.nan) }
        peer.abort()
    }

    @Test("Is found behind union cases, and a case that carries no discriminator as a whole")
    func unions() async throws {
        let shapes: [Shape] = [.group([]), .group([.point(Spot(x: 1)), .point(Spot(x: .max))])]
        #expect(
            try await failure { try await client.emit("draw", shapes) }?
                .hasPrefix("'draw' cannot be sent: argument '1' at '1[1].group[1].point.x': 9223372036854775807")
                == true
        )
        let figures: [Figure] = [.dot(Spot(x: 1)), .unrecognized(name: "x", value: 3)]
        #expect(
            try await failure { try await client.emit("draw", figures) }
                == "'draw' cannot be sent: argument '1' at '1[1]': "
                + "a union's case that is not an object cannot carry the field 'kind'"
        )
    }
}
