import Foundation

/// The compiler, run on files against the runtime that the tests are built with.
struct Compiler {
    /// What the compiler says: nothing where it is content.
    let output: String
    let isSuccess: Bool

    /// Waits without a thread, because tests that run meanwhile have a time limit.
    init(_ files: [URL], flags: [String]) async throws {
        let log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: log)
        defer { try? FileManager.default.removeItem(at: log) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["swiftc", "-swift-version", "6", "-parse-as-library", "-module-name", "User", "-warnings-as-errors"]
            + ["-I", Self.modules.path] + flags + files.map(\.path)
        let handle = try FileHandle(forWritingTo: log)
        process.standardError = handle
        process.standardOutput = handle
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        try handle.close()
        output = try String(contentsOf: log, encoding: .utf8)
        isSuccess = status == 0
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
