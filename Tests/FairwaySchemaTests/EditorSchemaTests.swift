import Foundation
import Testing

@testable import FairwaySchema

@Suite("The JSON Schema that editors complete from")
struct EditorSchemaTests {
    private let root: [String: Any]
    private let definitions: [String: [String: Any]]

    private struct UnexpectedShape: Error {}

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Schemas/fairway.schema.json").standardized
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        guard let root = schema as? [String: Any],
            let definitions = root["definitions"] as? [String: [String: Any]]
        else { throw UnexpectedShape() }
        self.root = root
        self.definitions = definitions
    }

    /// The keys that the reader knows in each place, by the definition that describes it.
    private static let keys: [String: [String]] = [
        "importInLongForm": SchemaKeys.importEntry, "channel": SchemaKeys.channel,
        "conversation": SchemaKeys.conversation, "event": SchemaKeys.event,
        "structure": SchemaKeys.structure, "enumeration": SchemaKeys.enumeration,
        "enumerationCase": SchemaKeys.enumerationCase, "union": SchemaKeys.union, "alias": SchemaKeys.alias,
        "typeInLongForm": SchemaKeys.type, "fieldInLongForm": SchemaKeys.field,
        "argumentInLongForm": SchemaKeys.argument, "unionCaseInLongForm": SchemaKeys.unionCase,
    ]

    @Test("It knows exactly the keys that the reader knows, and describes each")
    func keys() throws {
        var expected = Self.keys
        expected["the document"] = SchemaKeys.document
        var described = definitions
        described["the document"] = root
        let withProperties = described.filter { $0.value["properties"] != nil }
        #expect(Set(withProperties.keys) == Set(expected.keys))
        for (name, definition) in withProperties {
            let properties = try #require(definition["properties"] as? [String: [String: Any]])
            #expect(Set(properties.keys) == Set(expected[name] ?? []), "\(name)")
            #expect(definition["additionalProperties"] as? Bool == false, "\(name)")
            for (key, property) in properties {
                #expect(property["description"] is String || key == "fairway", "\(name): \(key)")
            }
        }
    }

    @Test("It offers exactly the built-in types, with and without a question mark")
    func builtinTypes() throws {
        let choices = try #require(definitions["typeName"]?["anyOf"] as? [[String: Any]])
        let names = try #require(choices.first?["enum"] as? [String])
        let builtins = BuiltinType.allCases.map(\.rawValue)
        #expect(Set(names) == Set(builtins + builtins.map { $0 + "?" }))
    }

    @Test("Every reference leads to a definition")
    func references() throws {
        var rest: [Any] = [root]
        var count = 0
        while let value = rest.popLast() {
            if let list = value as? [Any] { rest += list }
            guard let mapping = value as? [String: Any] else { continue }
            rest += mapping.values
            guard let reference = mapping["$ref"] as? String else { continue }
            count += 1
            #expect(definitions[String(reference.dropFirst("#/definitions/".count))] != nil, "\(reference)")
        }
        #expect(count > 20)
    }
}
