/// Collects the lines of a source file, indented by the blocks that they stand in.
struct SourceWriter {
    private(set) var text = ""
    private var depth = 0
    /// Whether the line before opened a block, after which no blank line comes.
    private var isAtBlockStart = true

    private static let lineLength = 120
    private static let indentation = "    "

    mutating func line(_ content: String) {
        if content.isEmpty { return }
        for _ in 0..<depth { text += Self.indentation }
        text += content
        text += "\n"
        isAtBlockStart = false
    }

    /// An empty line between two declarations; nothing at the start of a block.
    mutating func blank() {
        guard !isAtBlockStart else { return }
        text += "\n"
        isAtBlockStart = true
    }

    /// A block in braces.
    mutating func block(_ head: String, _ body: (inout SourceWriter) -> Void) {
        line("\(head) {")
        indented(body)
        line("}")
    }

    /// Lines one step further in.
    mutating func indented(_ body: (inout SourceWriter) -> Void) {
        depth += 1
        isAtBlockStart = true
        body(&self)
        isAtBlockStart = false
        depth -= 1
    }

    /// Whether a line would stay within the width of a page.
    func fits(_ content: String) -> Bool {
        depth * Self.indentation.count + content.count <= Self.lineLength
    }

    /// A list between an opening and a closing, on one line where it fits, and else one element on each.
    mutating func list(_ opening: String, _ elements: [String], _ closing: String) {
        let whole = opening + elements.joined(separator: ", ") + closing
        guard !fits(whole), !elements.isEmpty else { return line(whole) }
        line(opening)
        indented { writer in
            for element in elements.dropLast() { writer.line(element + ",") }
            writer.line(elements.last ?? "")
        }
        line(closing)
    }

    /// A list of short elements, on one line where it fits, and else on as few as it takes.
    mutating func filledList(_ opening: String, _ elements: [String], _ closing: String) {
        let whole = opening + elements.joined(separator: ", ") + closing
        guard !fits(whole), !elements.isEmpty else { return line(whole) }
        line(opening)
        indented { writer in
            var row = ""
            for element in elements {
                let longer = row.isEmpty ? "\(element)," : "\(row) \(element),"
                if !row.isEmpty, !writer.fits(longer) {
                    writer.line(row)
                    row = "\(element),"
                } else {
                    row = longer
                }
            }
            writer.line(row)
        }
        line(closing)
    }
}
