extension String {
    /// The text without anything that could end a line, or change how the rest of the line is shown.
    var escapedForOneLine: String {
        guard unicodeScalars.contains(where: \.needsEscape) else { return self }
        var escaped = ""
        for scalar in unicodeScalars {
            if scalar.needsEscape {
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The text in quotes for a message, cut where it is too long to help.
    var quoted: String {
        let limit = 60
        var shown = unicodeScalars.prefix(limit)
        let isCut = shown.endIndex < unicodeScalars.endIndex
        if isCut { shown = unicodeScalars.prefix(limit - 1) }
        return "'\(String(shown))\(isCut ? "…" : "")'"
    }
}

extension Unicode.Scalar {
    fileprivate var needsEscape: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }

    /// Whether the scalar is a control character or ends a line.
    var isControlOrLineBreak: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
