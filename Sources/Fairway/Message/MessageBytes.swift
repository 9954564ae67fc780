/// The bytes of a message that has to wait, or whose handler begins elsewhere.
///
/// Safe to share: they are copied once, where it is made, and never change; whoever reads them holds it.
final class MessageBytes: Sendable {
    nonisolated(unsafe) private let storage: UnsafeMutableRawBufferPointer

    init(copying bytes: UnsafeRawBufferPointer) {
        storage = .allocate(byteCount: bytes.count, alignment: 1)
        storage.copyMemory(from: bytes)
    }

    deinit {
        storage.deallocate()
    }

    var count: Int { storage.count }

    /// The bytes, for as long as this is held.
    var borrowed: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage) }
}

/// Where the arguments of an event stand.
///
/// The bytes are lent for the length of the call that hands out messages, in which a handler begins; or they are kept. Safe to
/// share: they never change, and a handler that has what is lent asks ``HandlerCall/isReadable`` before it reads.
struct BorrowedArguments: @unchecked Sendable {
    /// Of the whole message.
    let bytes: UnsafeRawBufferPointer
    /// Right behind the event's name.
    let start: Int
    /// Holds the bytes; `nil` where they are lent.
    let kept: MessageBytes?

    init(_ lent: UnsafeRawBufferPointer, at start: Int) {
        (bytes, self.start, kept) = (lent, start, nil)
    }

    /// None.
    static let none = BorrowedArguments(UnsafeRawBufferPointer(start: nil, count: 0), at: 0)

    init(_ kept: MessageBytes, at start: Int) {
        (bytes, self.start, self.kept) = (kept.borrowed, start, kept)
    }

    /// The same, for a handler that does not begin at once.
    var copied: BorrowedArguments {
        kept == nil ? BorrowedArguments(MessageBytes(copying: bytes), at: start) : self
    }
}
