import Fairway
import FairwayTesting

/// Plays the peer's part of a recording, and holds Fairway's part against it.
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
            case (.frame(let frame), .peer): try peer.send(frame)
            case (.frame(let frame), .fairway): try await expect(.message(frame), from: peer, at: line)
            case (.close(let end), .fairway): try await expect(.end(end), from: peer, at: line)
            case (.close(let end), .peer):
                peer.close(status: end.status, reason: end.reason)
                // Nothing that was not recorded may come before the end, which a socket tells with another reason.
                let received = await peer.next()
                guard case .end(let answer) = received, answer.status == end.status else {
                    throw Deviation(line: line.source, received: received)
                }
            }
        }
    }

    private func expect(_ expected: RawPeer.Received, from peer: RawPeer, at line: Recording.Line) async throws {
        let received = await peer.next()
        guard received == expected else { throw Deviation(line: line.source, received: received) }
    }
}
