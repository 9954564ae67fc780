import Foundation

/// What went wrong in a measurement, in words for whoever runs it.
public struct Failure: Error, CustomStringConvertible {
    /// The words.
    public let description: String

    /// A failure in these words.
    public init(_ description: String) {
        self.description = description
    }
}

/// Ends a program that cannot go on: says why, and exits with status 1.
public func fail(_ program: String, _ error: any Error) -> Never {
    FileHandle.standardError.write(Data("\(program): \(error)\n".utf8))
    exit(1)
}
