import Foundation

/// A command line tool of this package, run as a process of its own.
struct ToolProcess {
    let status: Int32
    let output: String
    let errors: String

    /// Runs the tool of that name, which the tests are built with, in a folder.
    init(_ name: String, _ arguments: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = Self.products.appending(path: name)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        // A file takes any amount, so that neither end waits for the other.
        let errors = folder.appending(path: "errors-\(UUID().uuidString)")
        try Data().write(to: errors)
        let errorFile = try FileHandle(forWritingTo: errors)
        process.standardError = errorFile
        try process.run()
        self.output = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try errorFile.close()
        self.errors = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        try FileManager.default.removeItem(at: errors)
        status = process.terminationStatus
    }

    /// The folder of the built products, in which the test bundle lies.
    private static var products: URL {
        #if os(macOS)
            let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
            if let bundle = bundles.first { return bundle.deletingLastPathComponent() }
        #endif
        return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }
}

/// A folder that is there for one test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "fairway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // A folder that is gone already is what this wants.
        _ = try? FileManager.default.removeItem(at: url)
    }

    func write(_ text: String, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: path).path)
    }

    func run(_ name: String, _ arguments: String...) throws -> ToolProcess {
        try ToolProcess(name, arguments, in: url)
    }
}
