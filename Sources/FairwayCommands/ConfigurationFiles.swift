/// The configuration files that a command comes by, each read once.
struct ConfigurationFiles {
    private var known: [String: GenerationConfiguration?] = [:]

    /// What the file at a path says, which is nothing where there is none; nil where it is refused.
    mutating func load(at path: String?, outcome: inout CommandOutcome) -> GenerationConfiguration? {
        guard let path else { return GenerationConfiguration() }
        if let configuration = known[path] { return configuration }
        var configuration: GenerationConfiguration?
        do throws(ConfigurationError) {
            configuration = try GenerationConfiguration.read(path: path) ?? GenerationConfiguration()
        } catch {
            outcome.fail("\(path):1:1: error: \(error.message)")
        }
        known[path] = .some(configuration)
        return configuration
    }
}
