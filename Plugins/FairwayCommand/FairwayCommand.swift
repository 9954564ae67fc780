import Foundation
import PackagePlugin

/// Runs `fairway` in the package: `swift package fairway generate Schemas/chat.yaml --output Sources/App`.
@main
struct FairwayCommand: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        let process = Process()
        process.executableURL = try tool(in: context)
        process.arguments = arguments
        process.currentDirectoryURL = context.package.directoryURL
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
    }

    private func tool(in context: PluginContext) throws -> URL {
        let named = try context.tool(named: "FairwayTool").url
        guard !FileManager.default.isExecutableFile(atPath: named.path) else { return named }
        // One build system tells the target's name and builds the product's.
        return named.deletingLastPathComponent().appending(path: "fairway")
    }

    /// That the tool has found something, which it has said already.
    struct Failure: Error, CustomStringConvertible {
        let status: Int32

        var description: String { "fairway ended with status \(status)" }
    }
}
