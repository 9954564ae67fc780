/// A JSON value with the type that it is of.
struct Value {
    var content: Content
    let type: RandomType?

    indirect enum Content {
        /// The text of a scalar, an open enumeration's unknown case, or anything that is left alone.
        case text(String)
        case array([Value])
        case object([Member])
    }

    struct Member {
        let key: String
        var value: Value
    }

    /// The JSON text, in which members stand in the order that they have here.
    var json: String {
        switch content {
        case .text(let text): text
        case .array(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { quoted($0.key) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    /// Every value inside, this one first, each with the steps that lead to it.
    var places: [[Step]] {
        var places: [[Step]] = [[]]
        switch content {
        case .text: break
        case .array(let elements):
            for (index, element) in elements.enumerated() { places += element.places.map { [.index(index)] + $0 } }
        case .object(let members):
            for member in members { places += member.value.places.map { [.key(member.key)] + $0 } }
        }
        return places
    }

    subscript(steps: ArraySlice<Step>) -> Value? {
        guard let step = steps.first else { return self }
        switch (step, content) {
        case (.index(let index), .array(let elements)): return elements[index][steps.dropFirst()]
        case (.key(let key), .object(let members)):
            return members.first { $0.key == key }?.value[steps.dropFirst()]
        default: return nil
        }
    }

    /// The same with another value at the end of the steps.
    func replacing(_ steps: ArraySlice<Step>, with value: Value) -> Value {
        guard let step = steps.first else { return value }
        var copy = self
        switch (step, content) {
        case (.index(let index), .array(var elements)):
            elements[index] = elements[index].replacing(steps.dropFirst(), with: value)
            copy.content = .array(elements)
        case (.key(let key), .object(var members)):
            for index in members.indices where members[index].key == key {
                members[index].value = members[index].value.replacing(steps.dropFirst(), with: value)
            }
            copy.content = .object(members)
        default: break
        }
        return copy
    }
}

/// One step of the way to a value.
enum Step {
    case index(Int)
    case key(String)

    /// As an error message writes it.
    var text: String {
        switch self {
        case .index(let index): return "[\(index)]"
        case .key(let key):
            let isPlain = key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
            let startsWithDigit = key.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? true
            return isPlain && !startsWithDigit ? ".\(key)" : "[\(quoted(key))]"
        }
    }

    var json: String {
        switch self {
        case .index(let index): "\(index)"
        case .key(let key): quoted(key)
        }
    }
}
