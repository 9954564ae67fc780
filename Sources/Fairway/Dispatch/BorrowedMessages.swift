/// Messages that have come together, in bytes that are borrowed.
///
/// Whoever makes it sees to it that it is not used after the bytes have been given back.
struct BorrowedMessages {
    private let bytes: UnsafeRawBufferPointer
    private var places: ArraySlice<Range<Int>>
    private var isWhole: Bool

    /// One message.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        places = []
        isWhole = true
    }

    /// Those at these places, in order.
    init(_ bytes: UnsafeRawBufferPointer, at places: [Range<Int>]) {
        self.bytes = bytes
        self.places = places[...]
        isWhole = false
    }

    /// The next one.
    mutating func next() -> UnsafeRawBufferPointer? {
        if isWhole {
            isWhole = false
            return bytes
        }
        // Checked: a place outside of the bytes would trap.
        return places.popFirst().map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
    }
}
