import FairwayCommands

/// The arguments of the build tool, read by hand so that a user's build compiles no parser for them.
struct BuildToolArguments {
    let jobs: [BindingGeneration.Job]
    let module: String?

    static let usage =
        "usage: fairway-generate (SCHEMA --output FILE)... [--configuration FILE] [--module NAME] [--watched FILE]..."

    /// What is wrong with the arguments.
    struct Misuse: Error {
        let message: String
    }

    init(_ arguments: some Sequence<String>) throws(Misuse) {
        var schemas: [(path: String, output: String?)] = []
        var options: [String: String] = [:]
        var watchedPaths: [String] = []
        var iterator = arguments.makeIterator()
        while let argument = iterator.next() {
            guard argument.hasPrefix("-") else {
                schemas.append((argument, nil))
                continue
            }
            guard ["--output", "--configuration", "--module", "--watched"].contains(argument) else {
                throw Misuse(message: "unknown option '\(argument)'")
            }
            guard let value = iterator.next() else { throw Misuse(message: "\(argument) takes a value") }
            switch argument {
            case "--watched": watchedPaths.append(value)
            case "--output":
                guard let last = schemas.indices.last, schemas[last].output == nil else {
                    throw Misuse(message: "--output stands once behind each schema")
                }
                schemas[last].output = value
            default:
                guard options.updateValue(value, forKey: argument) == nil else {
                    throw Misuse(message: "\(argument) stands twice")
                }
            }
        }
        guard !schemas.isEmpty else { throw Misuse(message: "the schema is missing") }
        module = options["--module"]
        var jobs: [BindingGeneration.Job] = []
        for (path, output) in schemas {
            guard let output else { throw Misuse(message: "--output is missing behind '\(path)'") }
            jobs.append(
                BindingGeneration.Job(
                    schemaPath: path,
                    outputPath: output,
                    configurationPath: options["--configuration"],
                    watchedPaths: watchedPaths.isEmpty ? nil : watchedPaths
                )
            )
        }
        self.jobs = jobs
    }
}
