/// Messages that have come together, in bytes that are borrowed.
///
/// Whoever makes it sees to it that it is not used after the bytes have been given back.
struct BorrowedMessages: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private var places: ArraySlice<Range<Int>>
    private var isWhole: Bool
    private let isWanted: (() -> Bool)?

    /// One message.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        places = []
        isWhole = true
        isWanted = nil
    }

    /// Those at these places, in order, as long as they are wanted.
    init(_ bytes: UnsafeRawBufferPointer, at places: [Range<Int>], while isWanted: @escaping () -> Bool) {
        self.bytes = bytes
        self.places = places[...]
        isWhole = false
        self.isWanted = isWanted
    }

    /// The next one.
    mutating func next() -> UnsafeRawBufferPointer? {
        if isWhole {
            isWhole = false
            return bytes
        }
        guard isWanted?() ?? true else { return nil }
        // Checked: a place outside of the bytes would trap.
        return places.popFirst().map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
    }
}
