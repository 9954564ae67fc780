import Fairway

// Answers that follow from the arguments alone.
extension MainHandlers {
    func echo(value: JSONValue, from client: Client) -> JSONValue { value }

    func roundTrip(value: Conformance.Everything, from client: Client) -> Conformance.Everything { value }

    func userTyping(isTyping: Bool, from client: Client) -> Bool { isTyping }

    func add(a: Int, b: Int, from client: Client) throws -> Int { try sum(a, b) }

    func half(value: Double, from client: Client) -> Double { value / 2 }

    func join(parts: [String], separator: String, from client: Client) throws -> String {
        let (separators, overflows) = separator.utf8.count.multipliedReportingOverflow(by: max(0, parts.count - 1))
        let texts = parts.reduce(0) { $0 + $1.utf8.count }
        guard !overflows, separators <= Self.longestText - min(texts, Self.longestText) else {
            throw Rejection("the text would be longer than \(Self.longestText) bytes")
        }
        return parts.joined(separator: separator)
    }

    func greet(name: String, title: String?, from client: Client) -> String {
        title.map { "Hello, \($0) \(name)!" } ?? "Hello, \(name)!"
    }

    func limited(value: Conformance.Limited, from client: Client) -> String {
        "\(value.name)/\(value.size)/\(value.tags.count)"
    }

    // Few parts with a long separator between them would make far more text than came.
    private static let longestText = 1 << 20
}

/// Adds two numbers that a peer has sent.
///
/// - Throws: a rejection where the sum is no integer that every peer can read.
func sum(_ a: Int, _ b: Int) throws -> Int {
    let (sum, overflows) = a.addingReportingOverflow(b)
    guard !overflows, sum.magnitude < 1 << 53 else { throw Rejection("the sum is out of range") }
    return sum
}
