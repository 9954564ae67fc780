/// Text that a peer wrote, made fit for a log line: short, and without control characters.
enum BoundedText {
    /// - Parameter isQuoted: whether the text will stand in quotes, so that those in it are escaped.
    static func escaped(_ text: some StringProtocol, limit: Int = 40, isQuoted: Bool = true) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            // Format characters would let a peer reorder or hide what a person reads.
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                if isQuoted, scalar == "\"" || scalar == "\\" { result += "\\" }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
