import Fairway
import FairwayTesting
import Foundation

/// Plays the peer's part of a recording, and holds Fairway's part against it.
///
/// Two things follow not only from the frames before them: credit, which is granted as a reader comes along, and what was on
/// its way on an anonymous channel when one side aborted it. They may come or not.
struct Replay {
    /// Something else than what was recorded.
    struct Deviation: Error, CustomStringConvertible {
        let line: String
        let received: RawPeer.Received

        var description: String { "line \(line)\ncame as \(received)" }
    }

    private let lines: [Recording.Line]
    private let open: () async throws -> RawPeer
    private var peers: [Int: RawPeer] = [:]
    /// For each connection, the anonymous channels that one side has aborted.
    private var aborted: [Int: Set<Int>] = [:]

    /// - Parameter open: opens the next connection, or waits until it is opened from the other end.
    init(_ recording: Recording, open: @escaping () async throws -> RawPeer) {
        lines = recording.lines
        self.open = open
    }

    /// Plays it to its end.
    ///
    /// - Throws: ``Deviation`` at the first thing that Fairway did otherwise.
    mutating func run() async throws {
        for line in lines {
            if line.passage == .open {
                peers[line.connection] = try await open()
                continue
            }
            guard let peer = peers[line.connection] else { throw Recording.Line.Unreadable(source: line.source) }
            switch (line.passage, line.sender) {
            case (.open, _): continue
            case (.frame(let frame), .peer):
                try peer.send(frame)
                note(frame, line.connection)
            case (.frame(let frame), .fairway):
                guard !isLoose(frame, line.connection) else { continue }
                try await expect(.message(frame), from: peer, at: line)
                note(frame, line.connection)
            case (.close(let end), .fairway): try await expect(.end(end), from: peer, at: line)
            case (.close(let end), .peer):
                peer.close(status: end.status, reason: end.reason)
                // Nothing that was not recorded may come before the end, which a socket tells with another reason.
                let received = try await next(from: peer, line.connection)
                guard case .end(let answer) = received, answer.status == end.status else {
                    throw Deviation(line: line.source, received: received)
                }
            }
        }
    }

    private func expect(_ expected: RawPeer.Received, from peer: RawPeer, at line: Recording.Line) async throws {
        let received = try await next(from: peer, line.connection)
        guard received == expected else { throw Deviation(line: line.source, received: received) }
    }

    /// The next thing to come that follows from what was recorded.
    private func next(from peer: RawPeer, _ connection: Int) async throws -> RawPeer.Received {
        while true {
            let received = await peer.next()
            guard case .message(let frame) = received, isLoose(frame, connection) else { return received }
            try Task.checkCancellation()
        }
    }

    private mutating func note(_ frame: String, _ connection: Int) {
        guard let channel = ChannelFrame(frame), channel.isAbort else { return }
        aborted[connection, default: []].insert(channel.number)
    }

    private func isLoose(_ frame: String, _ connection: Int) -> Bool {
        guard let channel = ChannelFrame(frame) else { return false }
        return channel.isCredit || aborted[connection]?.contains(channel.number) == true
    }
}

/// A frame on an anonymous channel, as far as a replay has to understand it.
private struct ChannelFrame: Decodable {
    let number: Int
    let isAbort: Bool
    let isCredit: Bool

    private enum CodingKeys: String, CodingKey {
        case number = "h"
        case event = "a"
        case reason = "x"
    }

    init?(_ frame: String) {
        guard let channel = try? JSONDecoder().decode(Self.self, from: Data(frame.utf8)) else { return nil }
        self = channel
    }

    init(from decoder: any Decoder) throws {
        let frame = try decoder.container(keyedBy: CodingKeys.self)
        number = try frame.decode(Int.self, forKey: .number)
        isAbort = frame.contains(.reason)
        // An answer that opens a channel says neither.
        guard isAbort || frame.contains(.event) else {
            throw DecodingError.valueNotFound(String.self, .init(codingPath: [], debugDescription: "no event"))
        }
        var event = try? frame.nestedUnkeyedContainer(forKey: .event)
        isCredit = (try? event?.decode(String.self)) == "credit"
    }
}
