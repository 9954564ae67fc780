import Foundation

/// The parsing files of JSONTestSuite, and what this project decides about those that the RFC leaves open.
struct JSONSuite {
    enum Decision: String {
        case accepted, refused
    }

    static let shared = JSONSuite()

    /// The files' names by their first letter: `y` is valid, `n` is not, `i` is open.
    let names: [Character: [String]]
    /// What is decided about a file, by its name.
    let decisions: [String: Decision]
    /// Lines of the decisions that say nothing, or say it twice.
    let brokenLines: [String]

    private let folder: URL

    private init() {
        folder = TestCorpora.folder.appending(path: "JSONTestSuite")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        names = Dictionary(grouping: files.filter { $0.hasSuffix(".json") }.sorted()) { $0.first ?? " " }
        var decisions: [String: Decision] = [:]
        var brokenLines: [String] = []
        for line in TestCorpora.lines(of: "JSONTestSuite/Decisions.txt") {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            if words.count == 3, let decision = Decision(rawValue: words[1]), decisions[words[0]] == nil {
                decisions[words[0]] = decision
            } else {
                brokenLines.append(line)
            }
        }
        self.decisions = decisions
        self.brokenLines = brokenLines
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }
}

/// The data beside the tests that no single target owns.
enum TestCorpora {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpora")

    /// The lines of a file but for empty ones and comments; none where the file is missing.
    static func lines(of path: String) -> [String] {
        let text = (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") }
    }
}
