/// How a loader comes by files; the schema half itself touches none.
package struct SchemaFileAccess: Sendable {
    /// The bytes of the file at a path.
    let read: @Sendable (String) throws(SchemaFileError) -> [UInt8]
    /// The one path of a file, by which it is known however it is named: absolute, and no link in it.
    let canonicalPath: @Sendable (String) -> String
    /// The nearest folder with a package above a canonical path; nil where there is none.
    let packageFolder: @Sendable (String) -> String?

    package init(
        read: @escaping @Sendable (String) throws(SchemaFileError) -> [UInt8],
        canonicalPath: @escaping @Sendable (String) -> String,
        packageFolder: @escaping @Sendable (String) -> String?
    ) {
        self.read = read
        self.canonicalPath = canonicalPath
        self.packageFolder = packageFolder
    }
}

/// Why a schema file cannot be read.
package struct SchemaFileError: Error, Sendable {
    /// The reason for people, as in `no such file`.
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

/// A path as text.
enum SchemaPath {
    /// The folder of a file, with the slash at its end; empty where the path is the file's name alone.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A path from the folder of a file.
    static func path(_ path: String, from file: String) -> String {
        path.hasPrefix("/") ? path : folder(of: file) + path
    }

    /// The path without the steps in it that say nothing (`.`) or take another back (`..`).
    static func normalized(_ path: String) -> String {
        var steps: [Substring] = []
        for step in path.split(separator: "/") where step != "." {
            if step == "..", let last = steps.last, last != ".." {
                steps.removeLast()
            } else if step != ".." || !path.hasPrefix("/") {
                steps.append(step)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
    }
}
