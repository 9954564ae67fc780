/// Where the reader is within one object.
public struct ObjectCursor: ~Copyable {
    private(set) var table: FieldNames.Table
    /// Where the object starts, which is where a missing field is missing from.
    let start: Int
    var isFirst = true
    /// The index that comes next if the fields stand in their declared order.
    var expected = 0
    /// Which of the first 64 fields were given.
    private var given: UInt64 = 0

    @inline(__always)
    init(table: FieldNames.Table, start: Int) {
        self.table = table
        self.start = start
    }

    init(table: FieldNames.Table, start: Int, discriminator: FieldNames.Table) {
        self.init(table: FieldNames.Table(table, with: ObjectRarities(discriminator: discriminator)), start: start)
    }

    /// Inside an object of which some fields, with these bits, have been read already.
    init(table: FieldNames.Table, start: Int, given: UInt64) {
        self.init(table: table, start: start)
        self.given = given
        isFirst = given == 0
    }

    /// Notes a field that is not declared; throws where it is a union's case for the second time.
    ///
    /// Whoever looked for the case stopped at the first one, so that nothing is looked at twice behind it.
    func noteUndeclared(_ key: borrowing WireReader, at start: Int) throws(ConversionError) {
        guard let rarities = table.rarities, let discriminator = rarities.discriminator else { return }
        var name = key.sibling(at: start)
        guard let index = try name.lookUpKey(in: discriminator) else { return }
        guard !rarities.hasPassedDiscriminator else {
            throw ConversionError(.duplicate(field: discriminator.names[index]), at: start)
        }
        rarities.hasPassedDiscriminator = true
    }

    /// Notes that a field was given, and says whether that was for the first time.
    @inline(__always)
    mutating func note(_ index: Int) -> Bool {
        guard index < 64 else { return noteBeyond(index) }
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
        defer { given |= bit }
        return given & bit == 0
    }

    @inline(never)
    private mutating func noteBeyond(_ index: Int) -> Bool {
        let rarities = table.rarities ?? ObjectRarities()
        if table.rarities == nil { table = FieldNames.Table(table, with: rarities) }
        return rarities.givenBeyond.insert(index).inserted
    }
}

/// What is left to note of an object that is a union or has more fields than a word has bits.
///
/// It hangs on a table of its own, so that the cursors of all other objects hold one reference, which generated code lets
/// go of without asking at run time how.
///
/// Safe to share: only the cursor that made it reaches it, which cannot be copied and reads one object in one task.
final class ObjectRarities: @unchecked Sendable {
    var givenBeyond: Set<Int> = []
    /// The field that carries a union's case, where the object is one, and whether it has been passed.
    let discriminator: FieldNames.Table?
    var hasPassedDiscriminator = false

    init(discriminator: FieldNames.Table? = nil) {
        self.discriminator = discriminator
    }
}
