/// A place in a schema file.
package struct SourceLocation: Sendable, Hashable {
    /// The file, spelled as the caller named it.
    package let path: String
    /// The line, counted from 1.
    package let line: Int
    /// The column in Unicode scalars, counted from 1.
    package let column: Int

    package init(path: String, line: Int, column: Int) {
        self.path = path
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible, Comparable {
    package var description: String {
        "\(path.escapedForOneLine):\(line):\(column)"
    }

    package static func < (first: SourceLocation, second: SourceLocation) -> Bool {
        (first.path, first.line, first.column) < (second.path, second.line, second.column)
    }
}
