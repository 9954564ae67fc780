package import FairwayGenerator
import Foundation

/// What `fairway.json` or the flags of a command say about generated code; nil where they say nothing.
package struct GenerationConfiguration: Sendable, Hashable {
    package var roles: Set<GenerationOptions.Role>?
    package var access: GenerationOptions.AccessLevel?

    package init(roles: Set<GenerationOptions.Role>? = nil, access: GenerationOptions.AccessLevel? = nil) {
        self.roles = roles
        self.access = access
    }

    /// The file's name, wherever it lies.
    package static let fileName = "fairway.json"

    /// This one, with another for what it leaves open.
    func filled(from other: GenerationConfiguration) -> GenerationConfiguration {
        GenerationConfiguration(roles: roles ?? other.roles, access: access ?? other.access)
    }

    func options(sourceFileName: String) -> GenerationOptions {
        var options = GenerationOptions(sourceFileName: sourceFileName)
        if let roles { options.roles = roles }
        if let access { options.access = access }
        return options
    }
}

extension GenerationConfiguration {
    /// Reads a configuration file; nil where there is none.
    static func read(path: String) throws(ConfigurationError) -> GenerationConfiguration? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let content: Any
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            content = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw ConfigurationError("it is not a JSON document")
        }
        guard let object = content as? [String: Any] else { throw ConfigurationError("it must be a JSON object") }
        var configuration = GenerationConfiguration()
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "roles": configuration.roles = try roles(value)
            case "access": configuration.access = try access(value)
            default:
                let name = SwiftLiteral.string(key)
                throw ConfigurationError("unknown key \(name); the keys are \"roles\" and \"access\"")
            }
        }
        return configuration
    }

    private static func roles(_ value: Any) throws(ConfigurationError) -> Set<GenerationOptions.Role> {
        let misfit = ConfigurationError("\"roles\" takes a list of \"server\", \"client\" or both")
        guard let names = value as? [String], !names.isEmpty else { throw misfit }
        var roles: Set<GenerationOptions.Role> = []
        for name in names {
            guard let role = GenerationOptions.Role(rawValue: name) else { throw misfit }
            roles.insert(role)
        }
        return roles
    }

    private static func access(_ value: Any) throws(ConfigurationError) -> GenerationOptions.AccessLevel {
        guard let name = value as? String, let access = GenerationOptions.AccessLevel(rawValue: name) else {
            throw ConfigurationError("\"access\" takes \"internal\", \"package\" or \"public\"")
        }
        return access
    }
}

/// Why a configuration file is refused.
struct ConfigurationError: Error, Hashable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
