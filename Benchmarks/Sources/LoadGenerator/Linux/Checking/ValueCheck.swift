import Foundation
import Glibc
import Workload

/// Verifies that JSON texts mean what was sent.
///
/// The first is read for it, and the others have its bytes. Where a server has no order of keys they have as many of each
/// byte, and one in a few hundred is read.
struct ValueCheck: ~Copyable {
    private static let readingInterval = 256

    private let wanted: Data
    // Safe: it is a copy that is only read, and lives as long as this value.
    private var verified: UnsafeMutableRawBufferPointer?
    private var checksum: UInt64 = 0
    private var reorderedCount = 0

    init(sent: [UInt8]) throws {
        wanted = try canonicalJSON(sent)
    }

    deinit {
        verified?.deallocate()
    }

    mutating func check(_ text: UnsafeRawBufferPointer) throws {
        guard let verified else {
            try read(text)
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 16)
            copy.copyMemory(from: text)
            verified = copy
            checksum = Self.checksum(text)
            return
        }
        if areEqual(text, UnsafeRawBufferPointer(verified)) { return }
        if text.count == verified.count, Self.checksum(text) == checksum {
            reorderedCount += 1
            if reorderedCount % Self.readingInterval != 1 { return }
        }
        try read(text)
    }

    private func read(_ text: UnsafeRawBufferPointer) throws {
        guard try canonicalJSON(text) == wanted else {
            throw Failure("what came is not what was sent: \(String(decoding: text.prefix(200), as: UTF8.self))")
        }
    }

    /// The same for the same bytes in another order.
    private static func checksum(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0
        for byte in text { sum &+= UInt64(byte) &* UInt64(byte) }
        return sum
    }
}

/// Whether the bytes of two texts are the same.
@inline(__always)
func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    guard one.count == other.count, let start = one.baseAddress, let otherStart = other.baseAddress else {
        return false
    }
    // Safe: both have at least that many bytes.
    return memcmp(start, otherStart, one.count) == 0
}
