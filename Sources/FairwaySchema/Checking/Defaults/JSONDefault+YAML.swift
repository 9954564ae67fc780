extension JSONDefault {
    /// The value that the core schema makes of the nodes; nil where one of them has been refused.
    ///
    /// It calls itself for each level, and the reader bounds how many there are.
    init?(_ node: YAMLNode) throws(DefaultMisfit) {
        switch node.content {
        case .refused: return nil
        case .scalar(let scalar): self = try Self.scalar(scalar, at: node.location)
        case .sequence(let items):
            var values: [JSONDefault] = []
            for item in items {
                guard let value = try JSONDefault(item) else { return nil }
                values.append(value)
            }
            self = .array(values)
        case .mapping(let entries):
            var members: [Member] = []
            for entry in entries {
                guard let value = try JSONDefault(entry.value) else { return nil }
                members.append(Member(name: entry.key.text, value: value))
            }
            self = .object(members)
        }
    }

    private static func scalar(
        _ scalar: YAMLScalar,
        at location: SourceLocation
    ) throws(DefaultMisfit) -> JSONDefault {
        switch scalar.value {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .string(let text): return .string(text)
        case .integer:
            do throws(NumberLiteral.Misfit) {
                return .number(try NumberLiteral(scalar, as: .int64).spelling)
            } catch {
                throw DefaultMisfit("the integer \(scalar.text.quoted) does not fit 64 bits", at: location)
            }
        case .number(let text):
            // What is written down is what is meant: a number that would change on the way is refused.
            guard let number = Double(text), number.isFinite,
                let written = DecimalNumber(text), written == DecimalNumber("\(number)")
            else {
                throw DefaultMisfit("the number \(scalar.text.quoted) is not one that a double holds", at: location)
            }
            return .number("\(number)")
        }
    }
}

/// A decimal number by its value: two texts of the same number are equal.
private struct DecimalNumber: Equatable {
    private let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    private let digits: [UInt8]
    /// The power of ten of the last digit.
    private let exponent: Int

    /// Reads digits with a point or an exponent; nil where the exponent is beyond what anything holds.
    init?(_ text: String) {
        var rest = Substring(text).utf8
        let hasMinus = rest.first == UInt8(ascii: "-")
        if hasMinus { rest.removeFirst() }
        let mantissa = rest.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let exponentText = rest[mantissa.endIndex...].dropFirst()
        guard let written = exponentText.isEmpty ? 0 : Int(Substring(exponentText)), written.magnitude < 1 << 20 else {
            return nil
        }
        let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        var digits = Array(parts.joined().drop { $0 == UInt8(ascii: "0") })
        var exponent = written - (parts.count > 1 ? parts[1].count : 0)
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
        isNegative = hasMinus && !digits.isEmpty
    }
}
