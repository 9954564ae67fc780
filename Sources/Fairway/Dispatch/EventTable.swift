/// Values by the names of events. A dictionary would do; this finds a name with a third of the instructions, and every
/// message looks one up.
///
/// Names are told apart by their bytes, as every peer does. Those that are kept are the program's own, so that no peer can
/// choose them to fall on one place.
struct EventTable<Value> {
    private var names: [EventName] = []
    private var hashes: [Int] = []
    /// By the place of their names; `nil` where one has been removed, whose name stays so that those behind it are found.
    private var values: [Value?] = []
    /// Where each name is, from the place on that its hash says; -1 where there is none. A power of two of them, of which at
    /// most half are taken.
    private var places: [Int] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    subscript(name: EventName) -> Value? {
        get { index(of: name).flatMap { values[$0] } }
        set {
            guard let index = index(of: name) else {
                if let newValue { append(name, newValue) }
                return
            }
            count += (newValue == nil ? 0 : 1) - (values[index] == nil ? 0 : 1)
            values[index] = newValue
            if names.count > 2 * count + 16 || count == 0 { rebuild() }
        }
    }

    private func index(of name: EventName) -> Int? {
        guard !places.isEmpty else { return nil }
        let hash = Self.hash(name)
        var place = hash & (places.count - 1)
        while case let index = places[place], index >= 0 {
            // The hash is of the bytes; that two forms of the same characters share one is out of all likelihood.
            if hashes[index] == hash, names[index] == name { return index }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    private mutating func append(_ name: EventName, _ value: Value) {
        names.append(name)
        hashes.append(Self.hash(name))
        values.append(value)
        count += 1
        if 2 * names.count > places.count { rebuild() } else { place(names.count - 1) }
    }

    private mutating func place(_ index: Int) {
        var place = hashes[index] & (places.count - 1)
        while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
        places[place] = index
    }

    /// Leaves out what has been removed, and makes room.
    private mutating func rebuild() {
        let kept = names.indices.filter { values[$0] != nil }
        (names, hashes, values) = (kept.map { names[$0] }, kept.map { hashes[$0] }, kept.map { values[$0] })
        var size = 8
        while size < 4 * names.count { size *= 2 }
        places = Array(repeating: -1, count: names.isEmpty ? 0 : size)
        for index in names.indices { place(index) }
    }

    /// FNV-1a over the bytes of a name, with its high bits folded into those that say the place.
    private static func hash(_ name: EventName) -> Int {
        func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return hash
        }
        let utf8 = name.rawValue.utf8
        let value = utf8.withContiguousStorageIfAvailable { hash($0) } ?? hash(utf8)
        return Int(truncatingIfNeeded: value ^ (value >> 32)) & Int.max
    }
}

extension EventTable: Sendable where Value: Sendable {}
