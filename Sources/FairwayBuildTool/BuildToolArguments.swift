import FairwayCommands

/// The arguments of the build tool, read by hand so that a user's build compiles no parser for them.
struct BuildToolArguments {
    let job: BindingGeneration.Job

    static let usage = "usage: fairway-generate SCHEMA --output FILE [--configuration FILE] [--watched FILE]..."

    /// What is wrong with the arguments.
    struct Misuse: Error {
        let message: String
    }

    init(_ arguments: some Sequence<String>) throws(Misuse) {
        var schemaPath: String?
        var options: [String: String] = [:]
        var watchedPaths: [String] = []
        var iterator = arguments.makeIterator()
        while let argument = iterator.next() {
            switch argument {
            case "--output", "--configuration":
                guard let value = iterator.next() else { throw Misuse(message: "\(argument) takes a path") }
                guard options.updateValue(value, forKey: argument) == nil else {
                    throw Misuse(message: "\(argument) stands twice")
                }
            case "--watched":
                guard let value = iterator.next() else { throw Misuse(message: "\(argument) takes a path") }
                watchedPaths.append(value)
            case _ where argument.hasPrefix("-"):
                throw Misuse(message: "unknown option '\(argument)'")
            default:
                guard schemaPath == nil else { throw Misuse(message: "one schema at a time") }
                schemaPath = argument
            }
        }
        guard let schemaPath else { throw Misuse(message: "the schema is missing") }
        guard let outputPath = options["--output"] else { throw Misuse(message: "--output is missing") }
        job = BindingGeneration.Job(
            schemaPath: schemaPath,
            outputPath: outputPath,
            configurationPath: options["--configuration"],
            watchedPaths: watchedPaths.isEmpty ? nil : watchedPaths
        )
    }
}
