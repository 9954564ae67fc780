/// What waits, first in, first out.
///
/// What is taken out is not kept: a slice of an array holds on to what it has passed, however much that is, and lets go of it
/// at a time that nobody has chosen.
package struct Backlog<Element> {
    private var slots: [Element?] = []
    private var head = 0

    package init() {}

    package var count: Int { slots.count - head }
    package var isEmpty: Bool { count == 0 }

    /// The one that is next.
    package var first: Element? { head < slots.count ? slots[head] : nil }

    package mutating func append(_ element: Element) {
        slots.append(element)
    }

    package mutating func popFirst() -> Element? {
        guard head < slots.count else { return nil }
        let first = slots[head]
        slots[head] = nil
        head += 1
        tidy()
        return first
    }

    /// Takes out the first one that fits.
    package mutating func removeFirst(where fits: (Element) -> Bool) -> Element? {
        guard let index = slots.indices.dropFirst(head).first(where: { slots[$0].map(fits) ?? false }) else {
            return nil
        }
        return slots.remove(at: index)
    }

    /// Takes out all of them.
    package mutating func removeAll() -> [Element] {
        defer { (slots, head) = ([], 0) }
        return slots.compactMap(\.self)
    }

    private mutating func tidy() {
        if isEmpty {
            // An idle connection holds no buffer.
            (slots, head) = ([], 0)
        } else if head >= 32, head >= count {
            slots.removeFirst(head)
            head = 0
        }
    }
}

extension Backlog: Sendable where Element: Sendable {}
