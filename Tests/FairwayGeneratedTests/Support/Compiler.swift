import Foundation

/// The compiler, run on files against the runtime that the tests are built with.
struct Compiler {
    /// What the compiler says: nothing where it is content.
    let output: String
    let isSuccess: Bool

    init(_ files: [URL], flags: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["swiftc", "-swift-version", "6", "-parse-as-library", "-module-name", "User", "-warnings-as-errors"]
            + ["-I", Self.modules.path] + flags + files.map(\.path)
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = pipe
        try process.run()
        output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        isSuccess = process.terminationStatus == 0
    }

    /// Compiles as far as data races and uninitialised values are found, which is behind the type checker.
    static let analysis = ["-emit-sil", "-wmo", "-o", "/dev/null"]

    /// The folder of a file of these tests.
    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The modules that lie beside the test bundle.
    private static var modules: URL {
        #if os(macOS)
            let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
            if let bundle = bundles.first { return bundle.deletingLastPathComponent().appending(path: "Modules") }
        #endif
        return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "Modules")
    }
}
