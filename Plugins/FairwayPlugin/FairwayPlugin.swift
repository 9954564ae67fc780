import Foundation
import PackagePlugin

/// Writes the Swift of every `*.fairway.yaml` of a target when the target is built.
@main
struct FairwayPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let files = target.sourceFiles.map(\.url)
        let schemas = files.filter { $0.lastPathComponent.hasSuffix(".fairway.yaml") }
        guard !schemas.isEmpty else { return [] }
        let tool = try context.tool(named: "fairway-generate").url
        let configuration = files.first { $0.path == target.directoryURL.appending(path: "fairway.json").path }
        // A schema may stand for another, which a plugin cannot know without reading it: any change to one counts.
        let inputs =
            files.filter { $0.pathExtension == "yaml" }
            + sharedSchemas(in: context.package.directoryURL)
            + (configuration.map { [$0] } ?? [])
        let sorted = schemas.sorted { $0.path < $1.path }
        let outputs = sorted.map { schema in
            context.pluginWorkDirectoryURL.appending(path: outputName(of: schema, in: target.directoryURL))
        }
        var arguments = zip(sorted, outputs).flatMap { [$0.path, "--output", $1.path] }
        arguments += ["--module", target.moduleName]
        if let configuration { arguments += ["--configuration", configuration.path] }
        for input in inputs where !input.hasDirectoryPath { arguments += ["--watched", input.path] }
        // One command for all of them, because a schema that several import is generated once.
        return [
            .buildCommand(
                displayName: "Generating Swift from \(sorted.map(\.lastPathComponent).joined(separator: ", "))",
                executable: tool,
                arguments: arguments,
                inputFiles: inputs,
                outputFiles: outputs
            )
        ]
    }

    /// The schemas in the package's folder for them, and the folders that they lie in.
    ///
    /// A build that is planned already knows nothing of a file that is new there, but it sees that the folder changed.
    private func sharedSchemas(in package: URL) -> [URL] {
        // The folder may be a link to one that several packages share.
        let folder = package.appending(path: "Schemas").resolvingSymlinksInPath()
        guard isFolder(folder) else { return [] }
        let entries = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        let found = (entries?.compactMap { $0 as? URL } ?? [])
            .filter { ["yaml", "yml"].contains($0.pathExtension) || isFolder($0) }
        return [folder] + found.sorted { $0.path < $1.path }
    }

    private func isFolder(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// The schema's file name with `swift` for its last extension, after the folders that it lies in.
    ///
    /// Files of one module need names of their own. A plus sign that is part of a name is written as `%2B`, so that no
    /// two paths give one name.
    private func outputName(of schema: URL, in folder: URL) -> String {
        let components = schema.deletingPathExtension().pathComponents.dropFirst(folder.pathComponents.count)
        let escaped = components.map {
            $0.replacingOccurrences(of: "%", with: "%25").replacingOccurrences(of: "+", with: "%2B")
        }
        return escaped.joined(separator: "+") + ".swift"
    }
}
