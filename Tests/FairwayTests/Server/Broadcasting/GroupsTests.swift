import Testing

@testable import Fairway

@Suite("Who is in which group")
struct GroupsTests {
    @Test("Is what a list of pairs would say, whatever the order of entering and leaving", arguments: 0..<20)
    func walk(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var groups = Groups<Int>()
        var pairs: Set<[Int]> = []
        for _ in 0..<500 {
            let member = Int.random(in: 0..<6, using: &random)
            let group = Int.random(in: 0..<4, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0...1:
                groups.insert(member, into: "\(group)")
                pairs.insert([member, group])
            case 2...3:
                groups.remove(member, from: "\(group)")
                pairs.remove([member, group])
            default:
                groups.removeAll(of: member)
                pairs = pairs.filter { $0[0] != member }
            }
            for member in 0..<6 {
                let expected = Set(pairs.filter { $0[0] == member }.map { "\($0[1])" })
                #expect(groups.groups(of: member) == expected)
            }
            for group in 0..<4 {
                let expected = pairs.filter { $0[1] == group }.map { $0[0] }.sorted()
                #expect(groups.members(of: "\(group)").sorted() == expected)
            }
            #expect(groups.isEmpty == pairs.isEmpty)
        }
    }

    /// Counts how often any of its kind is hashed.
    private struct Counted: Hashable {
        let number: Int
        let hashings: Shared<Int>

        static func == (left: Counted, right: Counted) -> Bool { left.number == right.number }
        func hash(into hasher: inout Hasher) {
            hashings.change { $0 += 1 }
            hasher.combine(number)
        }
    }

    @Test("A hundred thousand memberships cost what as many elements of two sets cost", arguments: [1, 100])
    func cost(groupCount: Int) {
        let hashings = Shared(0)
        let members = (0..<(100_000 / groupCount)).map { Counted(number: $0, hashings: hashings) }
        let names = (0..<groupCount).map { "\($0)" }
        func steps(_ body: () -> Void) -> Int {
            let before = hashings.value
            body()
            return hashings.value - before
        }
        var groups = Groups<Counted>()
        // A few for the step itself, as many again for tables that grow.
        let bound = 100_000 * 10
        #expect(steps { for name in names { for member in members { groups.insert(member, into: name) } } } < bound)
        #expect(groups.members(of: "0").count == members.count)
        let snapshotCost = steps { _ = groups.members(of: "0") }
        #expect(snapshotCost == 0)
        #expect(steps { for name in names { for member in members { groups.remove(member, from: name) } } } < bound)
        #expect(groups.isEmpty)
    }
}
