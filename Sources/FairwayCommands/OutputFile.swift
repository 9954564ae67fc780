import Foundation

/// A file of generated code, which is left alone where it would not change.
struct OutputFile {
    let path: String

    func differs(from text: String) -> Bool {
        FileManager.default.contents(atPath: path) != Data(text.utf8)
    }

    /// Writes the file at once, with the folders on the way there.
    func write(_ text: String) throws {
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
