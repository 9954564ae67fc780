import Fairway
import Foundation

/// The frames of a run against another library, as `Tests/Interop/record.py` wrote them down.
struct Recording {
    enum Sender: Character {
        case peer = ">"
        case fairway = "<"
    }

    enum Passage: Equatable {
        case open
        case frame(String)
        case close(TransportEnd)
    }

    struct Line {
        /// Which of the run's connections it passed on, the first of which is 1.
        let connection: Int
        let sender: Sender
        let passage: Passage
        /// The line as it was written, with its number.
        let source: String
    }

    let lines: [Line]

    init(named name: String) throws {
        let root = (0..<6).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        let file = root.appending(path: "Tests/Interop/Recordings/\(name).frames")
        let text = try String(contentsOf: file, encoding: .utf8)
        lines = try text.unicodeScalars.split(separator: "\n").enumerated().compactMap { index, line in
            try Line(String(line), number: index + 1)
        }
    }
}

extension Recording.Line {
    /// What no recording says.
    struct Unreadable: Error {
        let source: String
    }

    /// Reads a line; `nil` is a comment.
    fileprivate init?(_ line: String, number: Int) throws {
        guard !line.hasPrefix("#") else { return nil }
        source = "\(number): \(line)"
        let digits = line.prefix { $0.isNumber }
        let rest = line.dropFirst(digits.count)
        guard
            let connection = digits.isEmpty ? 1 : Int(digits),
            let sender = rest.first.flatMap(Recording.Sender.init),
            let passage = Recording.Passage(rest.dropFirst(2))
        else { throw Unreadable(source: source) }
        self.connection = connection
        self.sender = sender
        self.passage = passage
    }
}

extension Recording.Passage {
    fileprivate init?(_ text: Substring) {
        if text.hasPrefix("{") {
            self = .frame(String(text))
            return
        }
        let words = text.split(separator: " ", maxSplits: 2)
        switch words.first {
        case "open": self = .open
        case "close":
            guard words.count > 1, let status = UInt16(words[1]) else { return nil }
            let reason = words.count > 2 ? String(words[2]) : ""
            self = .close(TransportEnd(status: StatusCode(rawValue: status), reason: reason))
        default: return nil
        }
    }
}
