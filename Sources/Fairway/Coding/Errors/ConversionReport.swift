/// What a person is told about a value that did not convert.
package struct ConversionReport: Sendable, Equatable {
    /// The way from the value that the search started at to the one that is wrong, such as `.list[1].name`; bounded.
    package let path: String
    /// What was wanted.
    package let expected: String
    /// What came instead, bounded and escaped; empty where the words of `expected` say it all.
    package let found: String

    /// Both, in one line.
    package var message: String {
        found.isEmpty ? expected : "\(expected), got \(found)"
    }
}

extension ConversionError {
    /// Finds the path to the offending value by reading `bytes` again, from the value that starts at `start`.
    ///
    /// One pass without recursion; the text need not be well-formed. `bytes` is the message that the error came from.
    package func describe(in bytes: UnsafeRawBufferPointer, from start: Int) -> ConversionReport {
        let bytes = WireBytes(bytes)
        var search = PathSearch(bytes: bytes, target: offset)
        var path: String
        switch problem {
        case .unsendable:
            return ConversionReport(path: "", expected: description, found: "")
        default:
            path = search.path(from: start)
        }
        switch problem {
        case .missing(let field):
            path += PathSearch.component(forKey: field)
            return ConversionReport(
                path: path,
                expected: "expected a value",
                found: bytes.isNull(field, at: offset) ? "null" : "nothing"
            )
        case .duplicate(let field), .duplicateKey(let field):
            path += search.isAtKey ? PathSearch.component(forKey: field) : ""
            return ConversionReport(path: path, expected: "field given twice", found: "")
        case .refused(let refusal):
            return ConversionReport(
                path: path + refusal.path,
                expected: "expected \(refusal.expected)",
                found: refusal.found
            )
        case .mismatch, .outOfRange:
            return ConversionReport(path: path, expected: description, found: bytes.rendering(at: offset))
        case .malformed, .invalidUTF8, .loneSurrogate, .byteOrderMark, .tooDeep, .tooManyMarks, .unsendable:
            return ConversionReport(path: path, expected: description, found: "")
        }
    }
}

extension WireBytes {
    /// Whether a field that counts as missing was given as `null`.
    fileprivate func isNull(_ field: String, at offset: Int) -> Bool {
        var reader = WireReader(self, at: offset, conversion: .exact, depth: 0)
        guard var object = try? reader.openObject([field]), (try? reader.nextField(in: &object)) != nil else {
            return false
        }
        return reader.readNull()
    }

    /// A short description of the value at `offset`.
    fileprivate func rendering(at offset: Int) -> String {
        let limit = 40
        switch self[offset] {
        case ASCII.quote:
            var reader = WireReader(self, at: offset, conversion: .exact, depth: 0)
            guard let text = try? reader.readString() else { return "string" }
            return "string \"\(BoundedText.escaped(text, limit: limit))\""
        case ASCII.openBrace: return "object"
        case ASCII.openBracket: return "array"
        case UInt8(ascii: "t"): return "true"
        case UInt8(ascii: "f"): return "false"
        case UInt8(ascii: "n"): return "null"
        case ASCII.minus, UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let end = try? scanNumber(from: offset) else { return "number" }
            let text = String(decoding: slice(offset..<min(end, offset + limit)), as: UTF8.self)
            return "number \(text)\(end > offset + limit ? "…" : "")"
        default: return "nothing"
        }
    }
}
