/// An error of this package whose words may repeat what the peer wrote.
package protocol OutlinedError: Error {
    /// What is to be said of it where the peer's words have no place.
    var outline: String { get }
}
