import Foundation

/// Writes random schemas, one for each seed, with values that fit their types and values that do not:
/// `Author FOLDER SEED…`.
@main
enum Author {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first else { throw Misuse() }
        let seeds = try arguments.dropFirst().map { text in
            guard let seed = UInt64(text) else { throw Misuse() }
            return seed
        }
        guard !seeds.isEmpty else { throw Misuse() }
        for seed in seeds { try write(seed, to: URL(filePath: folder)) }
        try save(SuiteText.list(seeds), at: URL(filePath: folder).appending(path: "Suites.swift"))
    }

    struct Misuse: Error, CustomStringConvertible {
        let description = "usage: Author FOLDER SEED..."
    }

    private static func write(_ seed: UInt64, to folder: URL) throws {
        var random = SeededRandom(seed: seed)
        let name = "Seed\(seed)"
        let declarations = SchemaAuthor.declarations(&random)
        let schema = SchemaText(name: name, declarations: declarations).text
        try save(schema, at: folder.appending(path: "\(name).fairway.yaml"))
        let suite = SuiteText(name: name, declarations: declarations).text
        try save(suite, at: folder.appending(path: "\(name)Suite.swift"))
        var author = CaseAuthor(values: ValueAuthor(declarations: declarations, random: random))
        try save(author.lines().joined(separator: "\n") + "\n", at: folder.appending(path: "\(name).cases"))
    }

    private static func save(_ text: String, at file: URL) throws {
        try Data(text.utf8).write(to: file)
    }
}
