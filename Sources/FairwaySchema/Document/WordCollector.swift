/// Collects the words that the values of a document use.
enum WordCollector {
    static func words(of root: YAMLNode) -> Set<String> {
        var words: Set<String> = []
        // The tree is at most as deep as the reader lets it be, but a list of what is left needs no such promise.
        var rest = [root]
        while let node = rest.popLast() {
            switch node.content {
            case .scalar(let scalar):
                for word in scalar.text.split(whereSeparator: { "[]{}:?, ".contains($0) }) {
                    words.insert(String(word))
                }
            case .sequence(let items): rest += items
            case .mapping(let entries):
                rest += entries.map(\.value)
                // It may be a dictionary, whose key is the name of a type.
                if let entry = entries.first, entries.count == 1 { words.insert(entry.key.text) }
            case .refused: break
            }
        }
        return words
    }
}
