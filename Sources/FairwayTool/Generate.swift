import ArgumentParser
import FairwayCommands
import FairwayGenerator
import Foundation

/// `fairway generate`
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the Swift of schemas.",
        discussion: """
            Each schema gives one file, called like the schema with 'swift' for its last extension. A file that would \
            not change is not touched. What the flags leave open is taken from 'fairway.json' beside the schema.
            """
    )

    @Argument(help: ArgumentHelp("The schemas.", valueName: "file"))
    var files: [String]

    @Option(name: .shortAndLong, help: "The folder for the Swift files.")
    var output: String

    @Option(help: "A side that the program plays: server or client; both where it is left out.")
    var role: [GenerationOptions.Role] = []

    @Option(help: "Who may use the declarations: internal, package or public.")
    var access: GenerationOptions.AccessLevel?

    @Flag(help: "Write nothing; fail where a file is not what its schema gives.")
    var check = false

    func run() {
        let jobs = files.map { file in
            let folder = URL(filePath: file).deletingLastPathComponent()
            return BindingGeneration.Job(
                schemaPath: file,
                outputPath: URL(filePath: output).appending(path: OutputName.swift(forSchemaAt: file)).relativePath,
                configurationPath: folder.appending(path: GenerationConfiguration.fileName).relativePath
            )
        }
        let configuration = GenerationConfiguration(roles: role.isEmpty ? nil : Set(role), access: access)
        BindingGeneration(jobs: jobs, configuration: configuration, isCheck: check).run().exit()
    }
}

extension GenerationOptions.Role: ExpressibleByArgument {}
extension GenerationOptions.AccessLevel: ExpressibleByArgument {}
