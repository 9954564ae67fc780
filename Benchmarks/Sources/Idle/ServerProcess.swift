import Foundation

/// What went wrong in a measurement.
struct Failure: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// A server in a process of its own.
final class ServerProcess {
    let port: UInt16
    private let process = Process()

    init(_ kind: ServerKind) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["serve", kind.rawValue]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            process.terminate()
            throw Failure("the server did not start")
        }
        self.port = port
    }

    /// How much of the process is in memory.
    func residentBytes() throws -> Int {
        let output = Pipe()
        let ps = Process()
        ps.executableURL = URL(fileURLWithPath: "/bin/ps")
        ps.arguments = ["-o", "rss=", "-p", "\(process.processIdentifier)"]
        ps.standardOutput = output
        try ps.run()
        ps.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let kibibytes = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Failure("the server has ended")
        }
        return kibibytes * 1_024
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
    }
}
