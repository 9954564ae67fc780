import ConformanceServer
import Fairway
import Foundation

extension Scenario {
    /// Requests as generated code makes them.
    static let requests = Scenario("requests") { visit in
        let client = try await visit.client()
        let server = client[Conformance.Main.self]
        let values: [JSONValue] = [true, 0, -7, 1.5, "", "é \"\u{2028}\" <😀>\n", [1, [2, []]], ["a": ["b": nil]]]
        for value in values {
            try expect(await server.echo(value: value), value)
        }
        // In JavaScript a handler that returns null opens a channel without meaning to.
        switch visit.library {
        case .javascript:
            let opened = "the answer opens a channel that nobody asked for"
            try await expect(RequestError.unreadableAnswer(opened)) { try await server.echo(value: nil) }
        case .go: try expect(await server.echo(value: nil), nil)
        }
        try expect(await server.add(a: 1, b: 2), 3)
        try expect(await server.half(value: 5), 2.5)
        try expect(await server.join(parts: ["a", "b"]), "a,b")
        try expect(await server.join(parts: ["a", "b"], separator: "-"), "a-b")
        try expect(await server.greet(name: "Lovelace", title: "Countess"), "Hello, Countess Lovelace!")
        try expect(await server.roundTrip(value: everything), everything)
        try expect(await server.userTyping(isTyping: true), true)
        try expect(await client[Conformance.Named.self].open(value: "door"), "DOOR")
        try expect(await client[Conformance.Named.self].echo(value: [nil]), [nil])
        try await server.sleep(milliseconds: 1)
        await client.close(reason: "done")
    }

    /// Requests without a schema.
    static let untyped = Scenario("untyped") { visit in
        let client = FairwayClient()
        try await client.connect(with: visit.connector)
        let sum: Int = try await client.request("add", 1, 2)
        try expect(sum, 3)
        let room: String = try await client.of("named").request("open", "door")
        try expect(room, "DOOR")
        let cut: Int = try await client.request("half", 5, conversion: .truncating)
        try expect(cut, 2)
        try await expect(RequestError.unreadableAnswer("answer of 'half': expected an integer, got number 2.5")) {
            try await client.request("half", 5) as Int
        }
        let inner: [String?] = try await client.request("echo", ["a", nil])
        try expect(inner, ["a", nil])
        try await client.emit("nobody", "listens")
        // The argument is left out, and a Go handler takes exactly as many as it has parameters.
        switch visit.library {
        case .javascript:
            let nothing: String? = try await client.request("echo", String?.none)
            try expect(nothing, nil)
        case .go:
            try await expect(RemoteError(message: "incorrect number of arguments")) {
                try await client.request("echo", String?.none) as String?
            }
        }
        await client.close(reason: "done")
    }

    private static let everything = Conformance.Everything(
        text: "é \"\\\" 😀",
        flag: true,
        count: -3,
        tiny: .min,
        big: .min,
        huge: .max,
        ratio: 0.1,
        at: Date(timeIntervalSince1970: 1_709_209_815.25),
        took: .milliseconds(1500),
        id: UUID(uuid: (14, 90, 63, 156, 27, 125, 76, 40, 159, 96, 161, 178, 195, 212, 229, 246)),
        link: URL(fileURLWithPath: "/a/b"),
        bytes: Data([0, 255, 144]),
        anything: ["nested": [nil, 1.5, "x"]],
        maybe: nil,
        list: [1, 2, 3],
        grid: [[1.5, 2], []],
        table: ["one": 1],
        color: .unrecognized("violet"),
        shape: .path([Conformance.Point(x: 1, y: 2.5)]),
        node: Conformance.Node(value: 1, children: [Conformance.Node(value: 2, children: [])]),
        fallback: "given"
    )
}
