import Fairway

/// The texts that the server keeps for one client, in the order in which they came.
struct Notes: Sendable {
    private(set) var texts: [String] = []
    private var size = 0

    private static let largestSize = 1 << 20
    // An empty text takes up memory, too.
    private static let sizeOfEntry = 16

    /// Keeps a text.
    ///
    /// - Throws: a rejection where too much is kept already.
    mutating func keep(_ text: String) throws {
        let size = size + text.utf8.count + Self.sizeOfEntry
        guard size <= Self.largestSize else { throw Rejection("no more notes can be kept") }
        self.size = size
        texts.append(text)
    }
}

extension Notes: ClientKey {
    static let defaultValue = Notes()
}

/// How many sleeps of one client were cancelled.
enum CancelledSleeps: ClientKey {
    static let defaultValue = 0
}
