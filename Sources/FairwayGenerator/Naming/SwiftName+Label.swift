import FairwaySchema

/// Swift takes almost every reserved word as a label as it is, and warns of backticks that it does not need.
extension SwiftName {
    /// The name as the label of a parameter.
    var parameterLabel: String {
        switch identifier {
        case "inout", "let", "var": "`\(identifier)`"
        default: identifier
        }
    }

    /// The name as the label of an argument in a call.
    var argumentLabel: String {
        identifier == "inout" ? "`inout`" : identifier
    }

    /// The name behind another word.
    var capitalized: String {
        identifier.prefix(1).uppercased() + identifier.dropFirst()
    }
}
