import Testing

@testable import FairwayGenerator
@testable import FairwaySchema

@Suite("Namespaces of imported schemas")
struct ImportedNamespaceTests {
    @Test("None has the name of a member that would hide it in a channel", arguments: ChannelMember.allCases)
    func members(member: ChannelMember) {
        let result = SchemaLoader { path in
            let text =
                path == "app.yaml"
                ? "imports: [base.yaml]\ntoServer: { tell: { args: { a: A } } }\n"
                : "name: \(member.rawValue)\ntypes: { A: int }\n"
            return Array(("fairway: 1\n" + text).utf8)
        }.load(path: "app.yaml")
        #expect(result.diagnostics.map(\.rule) == [.reservedName])
    }
}
