import FairwaySchema

/// A parameter of a method, an initialiser or an event's case.
struct Parameter {
    let name: SwiftName
    /// What the body calls it; the schema's name unless something else there has it.
    let internalName: String
    let type: String
    let defaultExpression: String?

    /// As a method or an initialiser declares it.
    var declaration: String {
        let isSame = internalName == "\(name)"
        return "\(name.parameterLabel)\(isSame ? "" : " " + internalName): \(type)\(defaultClause)"
    }

    var defaultClause: String {
        defaultExpression.map { " = \($0)" } ?? ""
    }
}
