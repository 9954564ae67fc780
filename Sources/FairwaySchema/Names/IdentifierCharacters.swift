/// The characters that names keep: letters, marks and digits of every script, and the underscore.
///
/// Swift accepts more (emoji, and characters that nobody sees); every character accepted here is one that Swift takes.
enum IdentifierCharacters {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIIWordCharacter(scalar) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
            return scalar.properties.isXIDContinue && !scalar.properties.isDefaultIgnorableCodePoint
        default: return false
        }
    }

    static func canStart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIIWordCharacter(scalar) && !("0"..."9").contains(scalar) }
        return contains(scalar) && scalar.properties.isXIDStart
    }

    private static func isASCIIWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
