extension WireWriter {
    /// Appends a comma where one is due, the text in quotes, and a colon after a name.
    @inline(__always)
    mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, isName: Bool) {
        let comma = needsComma
        var stop = 0
        let length = text.count
        let source = UnsafeRawBufferPointer(text)
        buffer.append(upTo: length &+ 4) { room in
            room[0] = ASCII.comma
            let start = comma ? 1 : 0
            room[start] = ASCII.quote
            stop = copyPlainRun(source, to: room, at: start &+ 1)
            var out = start &+ 1 &+ stop
            guard stop == length else { return out }
            room[out] = ASCII.quote
            out &+= 1
            if isName {
                room[out] = ASCII.colon
                out &+= 1
            }
            return out
        }
        if stop < length { appendRest(of: source, from: stop, isName: isName) }
    }

    /// The part of a string from its first character that needs an escape.
    @inline(never)
    private mutating func appendRest(of source: UnsafeRawBufferPointer, from start: Int, isName: Bool) {
        var rest = UnsafeRawBufferPointer(rebasing: source[start...])
        // An escape takes up to five bytes more than what it stands for; after so many the room is asked for anew.
        let escapeLimit = 12
        while !rest.isEmpty {
            buffer.append(upTo: rest.count + 5 * escapeLimit) { room in
                var out = 0
                for _ in 0..<escapeLimit where !rest.isEmpty {
                    out &+= writeEscape(of: rest[0], to: room, at: out)
                    rest = UnsafeRawBufferPointer(rebasing: rest[1...])
                    let run = copyPlainRun(rest, to: room, at: out)
                    out &+= run
                    rest = UnsafeRawBufferPointer(rebasing: rest[run...])
                }
                return out
            }
        }
        buffer.append(ASCII.quote)
        if isName { buffer.append(ASCII.colon) }
    }
}

/// Copies bytes up to the first one that needs an escape, and returns how many; the room holds all of them.
@inline(__always)
private func copyPlainRun(
    _ source: UnsafeRawBufferPointer,
    to room: UnsafeMutableRawBufferPointer,
    at out: Int
) -> Int {
    guard source.count >= 8 else { return copyShortPlainRun(source, to: room, at: out) }
    var at = 0
    let last = source.count &- 8
    while true {
        let marks = endOfRunMarks(copyWord(source, from: at, to: room, at: out &+ at))
        guard marks == 0 else { return at &+ marks.trailingZeroBitCount / 8 }
        if at == last { return source.count }
        // The last word repeats some of what is before it, which is plain.
        at = min(at &+ 8, last)
    }
}

/// The same for at most seven bytes.
@inline(__always)
private func copyShortPlainRun(
    _ source: UnsafeRawBufferPointer,
    to room: UnsafeMutableRawBufferPointer,
    at out: Int
) -> Int {
    let count = source.count
    if count >= 4 {
        // The halves share some bytes where there are fewer than eight.
        let low = source.loadUnaligned(as: UInt32.self)
        let high = source.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        if endOfRunMarks(UInt64(low) | UInt64(high) &<< 32) == 0 {
            room.storeBytes(of: low, toByteOffset: out, as: UInt32.self)
            room.storeBytes(of: high, toByteOffset: out &+ count &- 4, as: UInt32.self)
            return count
        }
    }
    var at = 0
    while at < count {
        let byte = source[at]
        guard byte >= 0x20, byte != ASCII.quote, byte != ASCII.backslash else { break }
        room[out &+ at] = byte
        at &+= 1
    }
    return at
}

/// Copies eight bytes and returns them, the first one lowest.
@inline(__always)
private func copyWord(
    _ source: UnsafeRawBufferPointer,
    from start: Int,
    to room: UnsafeMutableRawBufferPointer,
    at out: Int
) -> UInt64 {
    let word = source.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    room.storeBytes(of: word, toByteOffset: out, as: UInt64.self)
    return UInt64(littleEndian: word)
}

/// Writes the shortest escape, at most six bytes, and returns its length.
private func writeEscape(of byte: UInt8, to room: UnsafeMutableRawBufferPointer, at out: Int) -> Int {
    room[out] = ASCII.backslash
    let short: UInt8? =
        switch byte {
        case ASCII.quote, ASCII.backslash: byte
        case 0x08: UInt8(ascii: "b")
        case 0x0C: UInt8(ascii: "f")
        case 0x0A: UInt8(ascii: "n")
        case 0x0D: UInt8(ascii: "r")
        case 0x09: UInt8(ascii: "t")
        default: nil
        }
    if let short {
        room[out + 1] = short
        return 2
    }
    room[out + 1] = UInt8(ascii: "u")
    room[out + 2] = ASCII.zero
    room[out + 3] = ASCII.zero
    room[out + 4] = ASCII.zero + (byte >> 4)
    let low = byte & 0x0F
    room[out + 5] = low < 10 ? ASCII.zero + low : UInt8(ascii: "a") + low - 10
    return 6
}
