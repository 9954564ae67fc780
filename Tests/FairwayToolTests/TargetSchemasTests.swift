import FairwaySchema
import Foundation
import Testing

@testable import FairwayCommands

@Suite("The schemas of a target")
struct TargetSchemasTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("fairway: 1\ntypes: { Point: { fields: { x: int } } }\n", to: "base.yaml")
        for name in ["left", "right"] {
            try folder.write(
                "fairway: 1\nimports: [base.yaml]\ntoServer: { draw: { args: { point: Point } } }\n",
                to: "\(name).yaml"
            )
        }
    }

    private func target(_ files: String..., outcome: inout CommandOutcome) -> (TargetSchemas, [BindingGeneration.Job]) {
        var schemas = SchemaFiles()
        var loaded: [(job: BindingGeneration.Job, file: LoadedSchema)] = []
        for file in files {
            let path = folder.url.appending(path: file).path
            let job = BindingGeneration.Job(schemaPath: path, outputPath: path + ".swift", configurationPath: nil)
            if let schema = schemas.load(path, outcome: &outcome) { loaded.append((job, schema)) }
        }
        let target = TargetSchemas(loaded)
        target.refuseCollisions(outcome: &outcome)
        return (target, loaded.map(\.job))
    }

    @Test("What several schemas import is written into the file of the first by path")
    func first() {
        var outcome = CommandOutcome()
        let (target, jobs) = target("right.yaml", "left.yaml", outcome: &outcome)
        #expect(outcome == CommandOutcome())
        #expect(jobs.map { target.importedSchemas(of: $0).map(\.name.identifier) } == [[], ["Base"]])
    }

    @Test("What is a schema of the target itself is written into its own file, be it by way of a stub")
    func own() throws {
        var outcome = CommandOutcome()
        try folder.write("use: base.yaml\n", to: "stub.yaml")
        for base in ["base.yaml", "stub.yaml"] {
            let (target, jobs) = target("left.yaml", base, outcome: &outcome)
            #expect(jobs.count == 2)
            #expect(jobs.flatMap { target.importedSchemas(of: $0) }.isEmpty)
        }
        #expect(outcome == CommandOutcome())
    }

    @Test("A type that any schema of the target throws is an error where it is declared")
    func thrown() throws {
        try folder.write("fairway: 1\ntypes: { Point: { enum: [here] } }\n", to: "base.yaml")
        try folder.write(
            "fairway: 1\nimports: [base.yaml]\ntoServer: { draw: { returns: void, throws: Point } }\n",
            to: "right.yaml"
        )
        var outcome = CommandOutcome()
        let (imported, jobs) = target("left.yaml", "right.yaml", outcome: &outcome)
        #expect(imported.importedSchemas(of: jobs[0]).first?.types.map(\.isThrown) == [true])
        var schemas = SchemaFiles()
        let base = try #require(schemas.load(folder.url.appending(path: "base.yaml").path, outcome: &outcome))
        let (own, _) = target("base.yaml", "right.yaml", outcome: &outcome)
        #expect(own.schema(of: base).types.map(\.isThrown) == [true])
        #expect(outcome == CommandOutcome())
    }

    @Test("What another module generates is not written")
    func module() throws {
        try folder.write(
            "fairway: 1\nimports: [{ file: base.yaml, module: Base }]\n"
                + "toServer: { draw: { args: { point: Point } } }\n",
            to: "left.yaml"
        )
        var outcome = CommandOutcome()
        let (target, jobs) = target("left.yaml", outcome: &outcome)
        #expect(outcome == CommandOutcome())
        #expect(jobs.flatMap { target.importedSchemas(of: $0) }.isEmpty)
    }

    @Test("Two schemas of one name in a target are refused, be one imported")
    func collisions() throws {
        try folder.write("fairway: 1\nname: Base\ntoServer: { tell: }\n", to: "other.yaml")
        var outcome = CommandOutcome()
        _ = target("left.yaml", "other.yaml", outcome: &outcome)
        #expect(outcome.status == .failure)
        #expect(outcome.messages.count == 1)
        #expect(outcome.messages[0].contains("other.yaml:2:7: error: the target has two schemas called 'Base'"))
    }

    @Test("One schema cannot be in a target twice")
    func twice() throws {
        try folder.write("use: left.yaml\n", to: "stub.yaml")
        var outcome = CommandOutcome()
        _ = target("left.yaml", "stub.yaml", outcome: &outcome)
        #expect(outcome.status == .failure)
        #expect(outcome.messages.count == 1)
        #expect(outcome.messages[0].contains("stand for the same schema [name-collision]"))
    }

    @Test("A problem of an imported file is told once, by whatever way it was come to")
    func problems() throws {
        try folder.write("fairway: 1\ntypes: { Point: nit }\n", to: "base.yaml")
        try folder.write("use: ../left.yaml\n", to: "deep/stub.yaml")
        var outcome = CommandOutcome()
        _ = target("left.yaml", "right.yaml", "deep/stub.yaml", outcome: &outcome)
        #expect(outcome.messages.count == 1)
        #expect(outcome.messages.first?.contains("base.yaml:2:17: error: unknown type 'nit'") == true)
    }

    @Test(
        "A package bounds what its schemas import, also by way of a link",
        arguments: ["link/../base.yaml", "link/inner.yaml", "../base.yaml", "none/../../base.yaml"]
    )
    func boundary(file: String) throws {
        try folder.write("// a package", to: "package/Package.swift")
        try folder.write("fairway: 1\ntypes: { Point: int }\n", to: "outside/inner.yaml")
        // What a step back from the link would lead to if the link were a folder.
        try folder.write("fairway: 1\ntypes: { Point: int }\n", to: "package/base.yaml")
        try folder.write(
            "fairway: 1\nimports: [\(file)]\ntoServer: { draw: { args: { point: Point } } }\n",
            to: "package/app.yaml"
        )
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "package/link"),
            withDestinationURL: folder.url.appending(path: "outside")
        )
        var outcome = CommandOutcome()
        _ = target("package/app.yaml", outcome: &outcome)
        #expect(outcome.messages.contains { $0.contains("[import-outside-package]") })
    }
}
