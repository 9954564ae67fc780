import Fairway

/// Messages of text that stand whole in what has been read at once, unmasked and found to be UTF-8.
///
/// The pointers are lent for the length of the call that makes it, which does not keep it any longer.
struct ReadTexts {
    private let input: UnsafeRawBufferPointer
    private let scratch: UnsafeMutableRawBufferPointer?
    /// The only one so far, so that one that has come alone needs no table.
    private var single: Range<Int>?
    private var several: [Range<Int>] = []

    /// - Parameters:
    ///   - input: what has been read.
    ///   - scratch: takes what is unmasked, each byte in its place; at least as long as `input`. `nil` where nothing is masked.
    init(_ input: UnsafeRawBufferPointer, unmaskingInto scratch: UnsafeMutableRawBufferPointer?) {
        self.input = input
        self.scratch = scratch
    }

    /// Where the messages stand.
    var unmasked: UnsafeRawBufferPointer { scratch.map { UnsafeRawBufferPointer($0) } ?? input }

    /// The bytes at a place where they have been unmasked, or need not be.
    func bytes(at place: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: unmasked[place])
    }

    /// The bytes at a place, unmasked.
    func bytes(at place: Range<Int>, _ mask: MaskingKey?) -> UnsafeRawBufferPointer {
        if let mask, let scratch {
            // Safe: both are at least as long as the place's end says, which the subscripts check.
            mask.apply(
                UnsafeRawBufferPointer(rebasing: input[place]),
                into: UnsafeMutableRawBufferPointer(rebasing: scratch[place])
            )
        }
        return bytes(at: place)
    }

    /// Adds a message.
    ///
    /// - Returns: false, with nothing added, where it is not UTF-8.
    mutating func append(_ place: Range<Int>, _ mask: MaskingKey?) -> Bool {
        guard bytes(at: place, mask).isValidUTF8 else { return false }
        if let first = single {
            several = [first, place]
            single = nil
        } else if several.isEmpty {
            single = place
        } else {
            several.append(place)
        }
        return true
    }

    /// Hands the messages to a receiver as long as it wants them, and begins anew.
    mutating func deliver(to receiver: any TransportReceiver, while isWanted: () -> Bool) {
        defer { (single, several) = (nil, []) }
        if let single {
            receiver.receive(bytes(at: single).bytes)
        } else {
            receiver.receive(unmasked.bytes, messages: several, while: isWanted)
        }
    }

    var isEmpty: Bool { single == nil && several.isEmpty }
}
