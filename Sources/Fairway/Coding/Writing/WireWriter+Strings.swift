extension WireWriter {
    /// Appends a comma where one is due, the text in quotes, and a colon after a name.
    @inline(__always)
    mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, isName: Bool) {
        let comma = needsComma
        var stop = 0
        let length = text.count
        let source = UnsafeRawBufferPointer(text)
        buffer.append(upTo: length + 4) { room in
            var out = 0
            if comma {
                room[out] = ASCII.comma
                out += 1
            }
            room[out] = ASCII.quote
            out += 1
            stop = copyPlainRun(source, from: 0, to: room, at: out)
            out += stop
            guard stop == length else { return out }
            room[out] = ASCII.quote
            out += 1
            if isName {
                room[out] = ASCII.colon
                out += 1
            }
            return out
        }
        if stop < length { appendRest(of: source, from: stop, isName: isName) }
    }

    /// The part of a string from its first character that needs an escape.
    @inline(never)
    private mutating func appendRest(of source: UnsafeRawBufferPointer, from start: Int, isName: Bool) {
        var next = start
        // Escapes take up to five bytes more than what they stand for; after so many of them the room is asked for anew.
        let slack = 64
        while next < source.count {
            buffer.append(upTo: source.count - next + slack) { room in
                var out = 0
                while next < source.count, out + (source.count - next) + 6 <= room.count {
                    let run = copyPlainRun(source, from: next, to: room, at: out)
                    next += run
                    out += run
                    if next < source.count {
                        out += writeEscape(of: source[next], to: room, at: out)
                        next += 1
                    }
                }
                return out
            }
        }
        buffer.append(ASCII.quote)
        if isName { buffer.append(ASCII.colon) }
    }
}

/// Copies bytes up to the first one that needs an escape, and returns how many; the room holds all that are left.
@inline(__always)
private func copyPlainRun(
    _ source: UnsafeRawBufferPointer,
    from start: Int,
    to room: UnsafeMutableRawBufferPointer,
    at out: Int
) -> Int {
    var at = start
    let target = out - start
    while at + 8 <= source.count {
        let word = source.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        guard endOfRunMarks(word) == 0 else { break }
        room.storeBytes(of: word, toByteOffset: at + target, as: UInt64.self)
        at += 8
    }
    while at < source.count {
        let byte = source[at]
        guard byte >= 0x20, byte != ASCII.quote, byte != ASCII.backslash else { break }
        room[at + target] = byte
        at += 1
    }
    return at - start
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
