/// How the file of generated code is called.
package enum OutputName {
    /// The schema's file name with `swift` in the place of its last extension: `chat.yaml` gives `chat.swift`.
    package static func swift(forSchemaAt path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file + ".swift" }
        return file[..<dot] + ".swift"
    }
}
