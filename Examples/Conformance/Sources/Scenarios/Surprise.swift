/// Something came out differently than a scenario expects.
package struct Surprise: Error, CustomStringConvertible {
    /// Where, what was expected and what came.
    package let description: String

    init(_ words: String, _ file: StaticString, _ line: UInt) {
        description = "\(file):\(line): \(words)"
    }
}

/// Holds a value against the one that is expected.
func expect<Value: Equatable>(
    _ value: Value,
    _ expected: Value,
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard value == expected else { throw Surprise("expected \(expected), got \(value)", file, line) }
}

/// Holds an error against the one that is expected.
func expect<Failure: Error & Equatable, Value>(
    _ expected: Failure,
    from action: () async throws -> Value,
    file: StaticString = #fileID,
    line: UInt = #line
) async throws {
    do {
        let value = try await action()
        throw Surprise("expected \(expected), got \(value)", file, line)
    } catch let failure as Failure where failure == expected {
        return
    } catch let surprise as Surprise {
        throw surprise
    } catch {
        throw Surprise("expected \(expected), got \(error)", file, line)
    }
}
