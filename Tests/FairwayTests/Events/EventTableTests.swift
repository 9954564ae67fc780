import Testing

@testable import Fairway

@Suite("Values by the names of events")
struct EventTableTests {
    @Test("Are those of a dictionary, whatever is set and removed", arguments: [1, 2, 3])
    func dictionary(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var table = EventTable<Int>()
        var dictionary: [EventName: Int] = [:]
        // Few names at first, so that they are set and removed again and again, then many.
        for step in 0..<20_000 {
            let name = EventName("event \(Int.random(in: 0..<(step < 10_000 ? 12 : 900), using: &random))")
            let value = Int.random(in: 0..<3, using: &random) == 0 ? nil : step
            table[name] = value
            dictionary[name] = value
            #expect(table.count == dictionary.count)
            let other = EventName("event \(Int.random(in: 0..<900, using: &random))")
            #expect(table[other] == dictionary[other])
        }
        for number in 0..<900 {
            let name = EventName("event \(number)")
            #expect(table[name] == dictionary[name])
        }
        for name in dictionary.keys { table[name] = nil }
        #expect(table.isEmpty)
    }

    @Test("Are found by names of every length, and not by the same characters in other bytes")
    func names() {
        var table = EventTable<Int>()
        let names = (0..<200).map { EventName(String(repeating: "ä", count: $0)) }
        for (number, name) in names.enumerated() { table[name] = number }
        for (number, name) in names.enumerated() { #expect(table[name] == number) }
        #expect(table["a\u{308}"] == nil)
    }
}
