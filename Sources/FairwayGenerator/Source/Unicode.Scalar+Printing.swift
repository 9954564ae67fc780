extension Unicode.Scalar {
    /// Whether the scalar shows as itself and changes neither the line nor how the rest of it is read.
    var isPrintable: Bool {
        if isASCII { return value >= 0x20 && value != 0x7F }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse,
            .unassigned:
            return false
        default:
            return !properties.isDefaultIgnorableCodePoint
        }
    }

    /// Whether the scalar is drawn on the one before it.
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The scalar by its number, as a string literal spells it.
    var escape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}
