/// Refuses text that must not reach the YAML parser, so that the parser only ever sees text that it can locate.
struct TextCheck {
    let path: String

    static let largestFile = 4 * 1024 * 1024

    /// Whether the bytes may be parsed; otherwise the reason has been reported.
    func accepts(_ bytes: [UInt8], report: inout DiagnosticReport) -> Bool {
        guard bytes.count <= Self.largestFile else {
            let start = SourceLocation(path: path, line: 1, column: 1)
            report.error(.fileTooLarge, at: start, "the file is larger than 4 MiB")
            return false
        }
        return hasOnlyText(bytes, report: &report) && hasNoDirective(bytes, report: &report)
    }

    private func hasOnlyText(_ bytes: [UInt8], report: inout DiagnosticReport) -> Bool {
        var cursor = TextCursor(bytes)
        while !cursor.isAtEnd {
            let location = cursor.location(in: path)
            guard let scalar = cursor.next() else {
                report.error(.invalidUTF8, at: location, "the bytes here are not UTF-8")
                return false
            }
            guard Self.isAllowed(scalar) else {
                let name = "U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(toLength: 4)
                report.error(.controlCharacter, at: location, "the control character \(name) is not allowed")
                return false
            }
        }
        return true
    }

    /// The characters that YAML calls printable.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85: true
        case 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    /// The parser compares each directive with all before it, so the first has to be refused before it gets there.
    private func hasNoDirective(_ bytes: [UInt8], report: inout DiagnosticReport) -> Bool {
        var cursor = TextCursor(bytes)
        cursor.skipInsignificantLines()
        guard cursor.peek() == UInt8(ascii: "%") else { return true }
        report.error(.yamlDirective, at: cursor.location(in: path), "directives are not allowed in a schema")
        return false
    }
}

extension TextCursor {
    /// Passes over lines that are blank, hold only a comment or end a document (`...`), and over the blanks before
    /// what follows them.
    mutating func skipInsignificantLines() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                _ = next()
            case UInt8(ascii: "#"):
                skipLine()
            case UInt8(ascii: ".")
            where column == 1 && peek(1) == UInt8(ascii: ".") && peek(2) == UInt8(ascii: "."):
                skipLine()
            default:
                return
            }
        }
    }

    private mutating func skipLine() {
        let current = line
        while line == current, next() != nil {}
    }
}

extension String {
    fileprivate func leftPadded(toLength length: Int) -> String {
        String(repeating: "0", count: Swift.max(0, length - count)) + self
    }
}
