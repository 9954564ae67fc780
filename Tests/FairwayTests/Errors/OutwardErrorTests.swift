import FairwayTesting
import Foundation
import Testing

@testable import Fairway

@Suite("What goes wrong inside is not told outside")
struct OutwardErrorTests {
    private static let canary = "CANARY"
    private static let internalError = RawPeer.Received.message(#"{"i":1,"e":{"message":"internal error"},"_":1}"#)

    private struct CanaryError: Error, CustomStringConvertible, CustomDebugStringConvertible {
        let description = String(repeating: canary, count: 100_000)
        var debugDescription: String { description }
    }

    private struct CanaryLocalizedError: LocalizedError {
        var errorDescription: String? { canary }
        var failureReason: String? { canary }
        var recoverySuggestion: String? { canary }
    }

    /// What the schema of another event declares.
    private struct CanaryDeclared: WireCodable, Error {
        init() {}
        init(reading reader: inout WireReader) throws(ConversionError) { try reader.skipValue() }
        func write(to writer: inout WireWriter) throws(ConversionError) { try writer.write(canary) }
    }

    private enum CanaryColour: String, WireCodable, WireKey, Error { case red }

    private struct CanaryClass: WireDecodable {
        init(reading reader: inout WireReader) throws(ConversionError) { throw ConversionError(sending: canary) }
    }

    private static let errors: [any Error] = [
        CanaryError(), CanaryLocalizedError(), CanaryDeclared(), CanaryColour.red, CancellationError(),
        NSError(domain: canary, code: 1, userInfo: [NSLocalizedDescriptionKey: canary]),
        DecodingError.typeMismatch(CanaryError.self, .init(codingPath: [], debugDescription: canary)),
        EncodingError.invalidValue(canary, .init(codingPath: [], debugDescription: canary)),
        ConversionError(sending: canary), ConversionError(expected: canary, at: 0),
        RemoteError(message: canary, code: canary, details: .string(canary)),
        RequestError.unreadableAnswer(canary), RequestError.timedOut, EmitError.bufferFull,
        ReservedEventError(event: EventName(canary)), ReportedError.malformedMessage(canary),
        HandlerError(channel: .main, event: "x", requestID: nil, underlying: Rejection(canary)),
        Rejection("deep", details: (0..<200).reduce(JSONValue.string(canary)) { value, _ in .array([value]) }),
    ]

    private let server = FairwayServer()
    private let peer: RawPeer

    init() {
        peer = RawPeer(connectingTo: server)
    }

    @Test("An error of a handler, whatever its type", arguments: errors.indices)
    func handler(index: Int) async throws {
        server.on("fail") { () throws -> Void in throw Self.errors[index] }
        try peer.send(#"{"i":1,"a":["fail"]}"#)
        #expect(await peer.next() == Self.internalError)
    }

    @Test("An error of a handler that declares another one", arguments: errors.indices)
    func declaring(index: Int) async throws {
        let event = Board.Serverbound<Int, Int>("pin", throws: Board.PinError.self) {
            arguments throws(ConversionError) in
            try arguments.next("place")
        }
        server[Board.self].on(event) { _, _ in throw Self.errors[index] }
        try peer.send(#"{"i":1,"c":"board","a":["pin",1]}"#)
        #expect(await peer.next() == Self.internalError)
    }

    @Test("An error of middleware", arguments: errors.indices)
    func middleware(index: Int) async throws {
        server.use { _, _ in throw Self.errors[index] }
        server.on("fail") { true }
        try peer.send(#"{"i":1,"a":["fail"]}"#)
        #expect(await peer.next() == Self.internalError)
    }

    @Test("Errors of events and of the onOpen hook, of which nothing is sent at all", arguments: errors.indices)
    func events(index: Int) async throws {
        server.onOpen { _ in throw Self.errors[index] }
        server.on("fail") { () throws -> Void in throw Self.errors[index] }
        server.on("ping") { "pong" }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"a":["fail"]}"#)
        try peer.send(#"{"i":1,"a":["ping"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"pong"}"#))
    }

    @Test("An error of a client program's handler", arguments: errors.indices)
    func client(index: Int) async throws {
        let client = FairwayClient()
        client.on("fail") { () throws -> Void in throw Self.errors[index] }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        try peer.send(#"{"i":1,"a":["fail"]}"#)
        #expect(await peer.next() == Self.internalError)
    }

    @Test(
        "Arguments that do not convert name no type of the program",
        arguments: [
            ("colour", #""blue""#, #"argument '1' of 'colour': expected a known value, got string \"blue\""#),
            ("colours", #"{"blue":1}"#, #"argument '1.blue' of 'colours': expected a known key, got \"blue\""#),
            ("own", "1", "argument '1' of 'own': it cannot be read"),
        ]
    )
    func arguments(event: String, argument: String, message: String) async throws {
        server.on("colour") { (_: CanaryColour) in }
        server.on("colours") { (_: [CanaryColour: Int]) in }
        server.on("own") { (_: CanaryClass) in }
        try peer.send(#"{"i":1,"a":["\#(event)",\#(argument)]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
    }

    @Test("A presentable error is sent whole, and where the peer does not take it the connection ends with fixed words")
    func presentable() async throws {
        let message = String(repeating: "x", count: 1 << 20)
        server.on("fail") { () throws -> Void in throw Rejection(message) }
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 1 << 21)
        server.accept(serverEnd)
        let willing = RawPeer(peerEnd)
        try willing.send(#"{"i":1,"a":["fail"]}"#)
        #expect(await willing.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        try peer.send(#"{"i":1,"a":["fail"]}"#)
        #expect(await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "answers are not read")))
    }

    @Test("A name of 1 MiB is cut where it is repeated to the peer")
    func longNames() async throws {
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 1 << 22)
        server.accept(serverEnd)
        let peer = RawPeer(peerEnd)
        let name = String(repeating: "n", count: 1 << 20)
        server.on(EventName(name)) { (_: Int) in }
        let cut = String(repeating: "n", count: 200) + "…"
        for (frame, reason) in [
            (#"{"i":1,"a":["\#(name)"]}"#, "argument '1' of '\(cut)': expected an integer, got nothing"),
            (#"{"i":1,"c":"\#(name)","a":["x"]}"#, "no event listener for 'x' on channel '\(cut)'"),
            (#"{"i":1,"c":"x","a":["\#(name)"]}"#, "no event listener for '\(cut)' on channel 'x'"),
        ] {
            try peer.send(frame)
            #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(reason)"},"_":1}"#))
        }
    }
}
