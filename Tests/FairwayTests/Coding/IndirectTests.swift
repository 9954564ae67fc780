import Fairway
import Foundation
import Testing

@Suite struct IndirectTests {
    struct Node: Codable, Hashable, Sendable {
        var value: Int
        @Indirect var next: Node?
        @Indirect var note = "-"
    }

    @Test("A structure that contains itself is a value like any other")
    func values() {
        var first = Node(value: 1, next: Node(value: 2))
        let copy = first
        first.next?.value = 3
        #expect(copy.next?.value == 2)
        #expect(first.next?.value == 3)
        #expect(first != copy)
        first.next?.value = 2
        #expect(first == copy)
        #expect(first.hashValue == copy.hashValue)
    }

    @Test("It is coded as its value, and nil leaves no key")
    func coding() throws {
        let node = Node(value: 1, next: Node(value: 2))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(node)
        #expect(String(decoding: data, as: UTF8.self) == #"{"next":{"note":"-","value":2},"note":"-","value":1}"#)
        #expect(try JSONDecoder().decode(Node.self, from: data) == node)
        let null = Data(#"{"value":1,"next":null,"note":"x"}"#.utf8)
        #expect(try JSONDecoder().decode(Node.self, from: null) == Node(value: 1, note: "x"))
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Node.self, from: Data(#"{"value":1}"#.utf8)) }
    }
}
