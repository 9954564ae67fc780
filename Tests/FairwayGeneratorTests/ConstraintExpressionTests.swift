import FairwaySchema
import Testing

@testable import FairwayGenerator

@Suite("Constraints in Swift")
struct ConstraintExpressionTests {
    static let ranges: [(min: String?, max: String?, expression: String)] = [
        ("1", "5", ".range(1...5)"), ("1", nil, ".range(1...)"), (nil, "5", ".range(...5)"),
        ("-5", "5", ".range(-5...5)"), ("-5", "-1", ".range(-5...(-1))"), ("-5", nil, ".range((-5)...)"),
        (nil, "-1", ".range(...(-1))"), ("-0.5", nil, ".range((-0.5)...)"),
    ]

    @Test("The sign of a number is no part of the range's operator", arguments: ranges)
    func signs(min: String?, max: String?, expression: String) {
        let schema = Schema(name: SwiftName(identifier: "A"), documentation: nil, types: [], channels: [])
        let context = EmissionContext(schema, options: GenerationOptions(sourceFileName: "a.yaml"))
        let demand = context.demand(.number(min: min, max: max), of: .builtin(.double))
        #expect(demand == ["where: \(expression)"])
    }
}
