import FairwaySchema

extension SwiftName {
    /// The name as an argument's label, where Swift takes almost every reserved word as it is.
    var label: String {
        switch identifier {
        case "inout", "let", "var": "`\(identifier)`"
        default: identifier
        }
    }
}
