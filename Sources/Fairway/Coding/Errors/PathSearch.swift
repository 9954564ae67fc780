/// Finds the way to the value at an offset, in one pass over the text before it.
struct PathSearch {
    private enum Level {
        case array(index: Int)
        case object(key: Range<Int>)
    }

    private let bytes: WireBytes
    private let target: Int
    private var levels: [Level] = []
    private var at = 0
    /// Whether the search ended at an object's key instead of at a value.
    private(set) var isAtKey = false

    init(bytes: WireBytes, target: Int) {
        self.bytes = bytes
        self.target = target
    }

    /// The path from the value at `start`, as long as it stays short.
    mutating func path(from start: Int) -> String {
        at = start
        search()
        var path = ""
        for level in levels {
            switch level {
            case .array(let index): path += "[\(index)]"
            case .object(let key): path += PathSearch.component(forKey: text(ofKey: key))
            }
            guard path.utf8.count < 400 else { return path + "…" }
        }
        return path
    }

    /// One step of a path: `.name`, or `["a key"]` for a key that is no identifier.
    static func component(forKey key: String) -> String {
        let isPlain = key.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
            default: false
            }
        }
        return isPlain && !key.isEmpty && key.utf8.count <= 64 ? ".\(key)" : "[\"\(BoundedText.escaped(key))\"]"
    }

    private func text(ofKey range: Range<Int>) -> String {
        var reader = WireReader(bytes, at: range.lowerBound, conversion: .exact, depth: 0)
        return (try? reader.readString()) ?? ""
    }

    /// Goes from token to token until the target, or a token that it lies inside of.
    private mutating func search() {
        while true {
            skipWhitespace()
            guard at < target else { return }
            switch bytes[at] {
            case ASCII.openBracket:
                guard levels.count < WireReader.depthLimit else { return }
                at += 1
                skipWhitespace()
                if bytes[at] != ASCII.closeBracket {
                    levels.append(.array(index: 0))
                    continue
                }
                at += 1
            case ASCII.openBrace:
                guard levels.count < WireReader.depthLimit else { return }
                at += 1
                skipWhitespace()
                if bytes[at] != ASCII.closeBrace {
                    guard passKey(replacing: false) else { return }
                    continue
                }
                at += 1
            default:
                guard let end = endOfToken(), end <= target else { return }
                at = end
            }
            guard closeLevels() else { return }
        }
    }

    /// After a value: closes what ends, and goes to the next value; `false` where the search is over.
    private mutating func closeLevels() -> Bool {
        while let level = levels.last {
            skipWhitespace()
            let byte = bytes[at]
            switch level {
            case .array(let index) where byte == ASCII.comma:
                at += 1
                levels[levels.count - 1] = .array(index: index + 1)
                return true
            case .object where byte == ASCII.comma:
                at += 1
                skipWhitespace()
                return passKey(replacing: true)
            case .array where byte == ASCII.closeBracket, .object where byte == ASCII.closeBrace:
                guard at < target else { return false }
                at += 1
                levels.removeLast()
            default:
                return false
            }
        }
        return false
    }

    /// Passes a key and its colon; where the target is the key, the path ends at the object.
    private mutating func passKey(replacing isReplacing: Bool) -> Bool {
        if isReplacing { levels.removeLast() }
        guard at < target else {
            isAtKey = true
            return false
        }
        guard bytes[at] == ASCII.quote, let end = endOfToken(), end <= target else { return false }
        levels.append(.object(key: at..<end))
        at = end
        skipWhitespace()
        guard bytes[at] == ASCII.colon else { return false }
        at += 1
        return true
    }

    /// Where the string or scalar at the current place ends; `nil` where it does not.
    private func endOfToken() -> Int? {
        if bytes[at] == ASCII.quote {
            return (try? bytes.scanString(from: at)).map { $0.end + 1 }
        }
        var end = at
        while UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[end] | 0x20 || ASCII.isDigit(bytes[end])
            || bytes[end] == ASCII.dot || bytes[end] == ASCII.minus || bytes[end] == ASCII.plus
        {
            end += 1
        }
        return end > at ? end : nil
    }

    private mutating func skipWhitespace() {
        while ASCII.isWhitespace(bytes[at]) { at += 1 }
    }
}
