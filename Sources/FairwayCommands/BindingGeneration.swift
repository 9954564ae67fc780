import FairwayGenerator
import FairwaySchema
import Foundation

/// The command `generate`: reads the schemas of one target and writes the Swift of each to a file, or compares it with
/// the file.
package struct BindingGeneration: Sendable {
    /// One schema and the file for its code.
    package struct Job: Sendable, Hashable {
        package var schemaPath: String
        package var outputPath: String
        /// Where a configuration file may be.
        package var configurationPath: String?
        /// The files whose changes make a build run the job again; nil where no build does.
        package var watchedPaths: [String]?

        package init(
            schemaPath: String,
            outputPath: String,
            configurationPath: String?,
            watchedPaths: [String]? = nil
        ) {
            self.schemaPath = schemaPath
            self.outputPath = outputPath
            self.configurationPath = configurationPath
            self.watchedPaths = watchedPaths
        }
    }

    package var jobs: [Job]
    /// What the caller says, which counts before what a configuration file says.
    package var configuration: GenerationConfiguration
    /// The module that the files are for, where the caller knows it.
    package var module: String?
    /// Whether the files are only compared.
    package var isCheck: Bool

    package init(
        jobs: [Job],
        configuration: GenerationConfiguration = .init(),
        module: String? = nil,
        isCheck: Bool = false
    ) {
        self.jobs = jobs
        self.configuration = configuration
        self.module = module
        self.isCheck = isCheck
    }

    /// Reads all of the schemas before it writes anything, so that an error leaves every file as it was.
    package func run() -> CommandOutcome {
        if let usage = sharedOutput { return CommandOutcome(usage: usage) }
        var outcome = CommandOutcome()
        var files = SchemaFiles()
        var configurations = ConfigurationFiles()
        var loaded: [(job: Job, file: LoadedSchema)] = []
        for job in jobs {
            _ = configurations.load(at: job.configurationPath, outcome: &outcome)
            guard let file = files.load(job.schemaPath, outcome: &outcome) else { continue }
            warnAboutUnwatched(file.sourcePaths, job, outcome: &outcome)
            loaded.append((job, file))
        }
        let target = TargetSchemas(loaded)
        if let module { target.warnAboutModuleName(module, outcome: &outcome) }
        target.refuseCollisions(outcome: &outcome)
        guard outcome.status == .success else { return outcome }
        let texts = loaded.map { job, file in
            let found = configurations.load(at: job.configurationPath, outcome: &outcome) ?? GenerationConfiguration()
            var options = configuration.filled(from: found).options(sourceFileName: file.fileName)
            options.importedSchemas = target.importedSchemas(of: job)
            return (job.outputPath, SwiftGenerator().generate(target.schema(of: file), options: options))
        }
        for (path, text) in texts { settle(path, text, outcome: &outcome) }
        return outcome
    }

    /// A build that does not know a file goes on with what the file said before.
    private func warnAboutUnwatched(_ sourcePaths: [String], _ job: Job, outcome: inout CommandOutcome) {
        guard let watched = job.watchedPaths.map({ Set($0.map(SchemaFiles.canonicalPath)) }) else { return }
        for path in sourcePaths where !watched.contains(SchemaFiles.canonicalPath(path)) {
            let name = URL(filePath: path).lastPathComponent
            outcome.note(
                "\(job.schemaPath):1:1: warning: builds do not notice changes of \(SwiftLiteral.string(name)); keep it in the "
                    + "package's folder Schemas and, if it is new there, touch Package.swift [unwatched-schema]"
            )
        }
    }

    /// What is wrong where two schemas would write the same file.
    private var sharedOutput: String? {
        var schemas: [String: String] = [:]
        for job in jobs {
            let output = URL(filePath: job.outputPath).standardizedFileURL.path
            if let other = schemas.updateValue(job.schemaPath, forKey: output) {
                return "'\(other)' and '\(job.schemaPath)' would both be written to '\(job.outputPath)'"
            }
        }
        return nil
    }

    private func settle(_ path: String, _ text: String, outcome: inout CommandOutcome) {
        let file = OutputFile(path: path)
        guard file.differs(from: text) else { return }
        guard !isCheck else {
            return outcome.fail("\(path):1:1: error: the file is not what the schema gives; generate it again")
        }
        do {
            try file.write(text)
        } catch {
            outcome.fail("\(path):1:1: error: the file cannot be written: \(error.localizedDescription)")
        }
    }
}
