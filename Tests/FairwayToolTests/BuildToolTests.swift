import Foundation
import Testing

@Suite("The build tool")
struct BuildToolTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("fairway: 1\nname: Good\ntoServer: { tell: }\n", to: "good.yaml")
    }

    @Test("It writes the same as the command line")
    func same() throws {
        let built = try folder.run("fairway-generate", "good.yaml", "--output", "built/good.swift")
        #expect(built.status == 0)
        #expect(built.output + built.errors == "")
        #expect(try folder.run("fairway", "generate", "good.yaml", "--output", "out").status == 0)
        #expect(try folder.text(of: "built/good.swift") == folder.text(of: "out/good.swift"))
    }

    @Test("It reads the configuration that it is given")
    func configuration() throws {
        try folder.write(#"{"access": "package"}"#, to: "elsewhere.json")
        let arguments = ["good.yaml", "--output", "good.swift", "--configuration", "elsewhere.json"]
        #expect(try ToolProcess("fairway-generate", arguments, in: folder.url).status == 0)
        #expect(try folder.text(of: "good.swift").contains("package import Fairway"))
    }

    @Test("A schema whose changes no build would notice is a warning")
    func unwatched() throws {
        try folder.write("use: ../good.yaml\n", to: "target/stub.fairway.yaml")
        let stub = ["target/stub.fairway.yaml", "--output", "good.swift", "--watched", "target/stub.fairway.yaml"]
        let warned = try ToolProcess("fairway-generate", stub, in: folder.url)
        #expect(warned.status == 0)
        #expect(
            warned.errors == """
                target/stub.fairway.yaml:1:1: warning: builds do not notice changes of "good.yaml"; keep it in the \
                package's folder Schemas and, if it is new there, touch Package.swift [unwatched-schema]

                """
        )
        let watched = try ToolProcess("fairway-generate", stub + ["--watched", "good.yaml"], in: folder.url)
        #expect(watched.errors.isEmpty)
    }

    @Test("An imported schema is watched like any other")
    func unwatchedImport() throws {
        try folder.write("fairway: 1\ntypes: { A: int }\n", to: "target/base.yaml")
        try folder.write(
            "fairway: 1\nimports: [base.yaml]\ntoServer: { tell: { args: { a: A } } }\n",
            to: "target/app.yaml"
        )
        let arguments = ["target/app.yaml", "--output", "out/app.swift", "--watched", "target/app.yaml"]
        let warned = try ToolProcess("fairway-generate", arguments, in: folder.url)
        #expect(warned.errors.contains(#"builds do not notice changes of "base.yaml""#))
        #expect(warned.errors.contains("[unwatched-schema]"))
        let watched = try ToolProcess(
            "fairway-generate",
            arguments + ["--watched", "target/base.yaml"],
            in: folder.url
        )
        #expect(watched.errors.isEmpty)
    }

    @Test("A schema with the name of its module is a warning")
    func moduleName() throws {
        let arguments = ["good.yaml", "--output", "good.swift", "--module"]
        let warned = try ToolProcess("fairway-generate", arguments + ["Good"], in: folder.url)
        #expect(warned.status == 0)
        #expect(warned.errors.hasPrefix("good.yaml:2:7: warning: the schema has the name of its module"))
        #expect(warned.errors.hasSuffix("[module-name]\n"))
        #expect(try ToolProcess("fairway-generate", arguments + ["App"], in: folder.url).errors.isEmpty)
    }

    @Test("A schema with an error fails the build at its place")
    func error() throws {
        try folder.write("fairway: 1\nname: Good\ntoServer: { tell: { args: { a: strng } } }\n", to: "good.yaml")
        let tool = try folder.run("fairway-generate", "good.yaml", "--output", "good.swift")
        #expect(tool.status == 1)
        #expect(tool.errors.hasPrefix("good.yaml:3:"))
        #expect(!folder.exists("good.swift"))
    }

    @Test(
        "A wrong call ends with status 2",
        arguments: [
            [], ["good.yaml"], ["--output", "x.swift"], ["good.yaml", "--output"], ["good.yaml", "--loud"],
            ["good.yaml", "good.yaml", "--output", "x.swift"], ["--output", "x.swift", "good.yaml"],
            ["good.yaml", "--output", "x.swift", "--module", "A", "--module", "A"],
            ["good.yaml", "--output", "x.swift", "--output", "y.swift"],
        ]
    )
    func usage(arguments: [String]) throws {
        let tool = try ToolProcess("fairway-generate", arguments, in: folder.url)
        #expect(tool.status == 2)
        #expect(tool.errors.contains("usage: fairway-generate"))
    }
}
