import FairwayGenerator
import FairwaySchema
import Testing

/// Loads a schema from its text; fails the test where it has an error.
func schema(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> Schema {
    let result = SchemaLoader { _ in Array(text.utf8) }.load(path: "test.yaml")
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.description)
    #expect(errors == [], sourceLocation: sourceLocation)
    return try #require(result.schema, sourceLocation: sourceLocation)
}

/// The Swift of a schema's text.
func generate(
    _ text: String,
    roles: Set<GenerationOptions.Role> = [.server, .client],
    access: GenerationOptions.AccessLevel = .internal,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> String {
    let options = GenerationOptions(roles: roles, access: access, sourceFileName: "test.yaml")
    return SwiftGenerator().generate(try schema(text, sourceLocation: sourceLocation), options: options)
}

extension String {
    /// The lines without their indentation.
    var trimmedLines: [String] {
        split(separator: "\n").map { String($0.drop { $0 == " " }) }
    }
}
