/// Why some JSON is not the value that was wanted, or why a value cannot be sent.
///
/// It holds a position in the text instead of a path, so that values which do convert pay nothing for it;
/// `describe(in:from:)` finds the path afterwards.
public struct ConversionError: Error, Sendable, Equatable {
    package enum Problem: Sendable, Equatable {
        case mismatch(expected: String)
        case outOfRange(expected: String)
        case refused(ValueRefusal)
        case missing(field: String)
        case duplicate(field: String)
        /// A dictionary's key, which is the text's own and no schema's.
        case duplicateKey(String)
        case malformed(String)
        case invalidUTF8
        case loneSurrogate
        case byteOrderMark
        case tooDeep
        case tooManyMarks
        case unsendable(String)
    }

    // One reference keeps the error as small as an untyped one: it is part of every reading function's result.
    private final class Details: Sendable {
        let problem: Problem
        let offset: Int
        let outline: String?

        init(problem: Problem, offset: Int, outline: String?) {
            self.problem = problem
            self.offset = offset
            self.outline = outline
        }
    }

    private let details: Details

    @inline(never)
    package init(_ problem: Problem, at offset: Int) {
        details = Details(problem: problem, offset: offset, outline: nil)
    }

    /// A value that is well-formed JSON but not what was wanted: `expected` completes "expected …".
    ///
    /// `offset` is where the value starts, as `WireReader.offset` says before it is read.
    public init(expected: String, at offset: Int) {
        self.init(.mismatch(expected: expected), at: offset)
    }

    /// A value that cannot be sent, with the reason as a whole sentence without a full stop.
    public init(sending reason: String) {
        self.init(.unsendable(reason), at: 0)
    }

    /// A value that cannot be sent.
    ///
    /// - Parameter outline: the reason without anything of the value.
    init(sending reason: String, outline: String) {
        details = Details(problem: .unsendable(reason), offset: 0, outline: outline)
    }

    package var problem: Problem { details.problem }

    /// Where the offending value starts, in bytes from the start of the message; 0 where nothing was read.
    package var offset: Int { details.offset }

    /// Whether the text is not JSON at all, or not as the protocol allows it, rather than a wrong value.
    package var isMalformed: Bool {
        switch problem {
        case .malformed, .invalidUTF8, .loneSurrogate, .byteOrderMark, .tooDeep, .tooManyMarks: true
        case .mismatch, .outOfRange, .refused, .missing, .duplicate, .duplicateKey, .unsendable: false
        }
    }

    /// Whether both say the same about the same place.
    public static func == (left: ConversionError, right: ConversionError) -> Bool {
        left.details === right.details || (left.problem == right.problem && left.offset == right.offset)
    }
}

extension ConversionError: CustomStringConvertible {
    /// What is wrong, without the place and, as far as that is only in the text, without what came.
    public var description: String {
        switch problem {
        case .refused(let refusal): "expected \(refusal.expected), got \(refusal.found)"
        case .mismatch(let expected): "expected \(expected)"
        case .outOfRange(let expected): "out of range: expected \(expected)"
        case .missing(let field): "missing field '\(BoundedText.escaped(field))'"
        case .duplicate(let field), .duplicateKey(let field): "field '\(BoundedText.escaped(field))' given twice"
        case .malformed(let reason): "malformed JSON: \(reason)"
        case .invalidUTF8: "invalid UTF-8"
        case .loneSurrogate: "malformed JSON: a lone surrogate"
        case .byteOrderMark: "malformed JSON: a byte order mark"
        case .tooDeep: "nested deeper than \(WireReader.depthLimit) levels"
        case .tooManyMarks: "more than \(CombiningMarks.limit) combining marks in a row"
        case .unsendable(let reason): reason
        }
    }
}

extension ConversionError {
    /// What is wrong in terms of what was wanted, without anything of what came or was to be sent; fit for a log.
    var outline: String {
        switch problem {
        case .refused(let refusal): "expected \(refusal.expected)"
        case .duplicateKey: "a key given twice"
        case .unsendable: details.outline ?? "the wire has no form for a value"
        case .mismatch, .outOfRange, .missing, .duplicate, .malformed, .invalidUTF8, .loneSurrogate, .byteOrderMark,
            .tooDeep, .tooManyMarks:
            description
        }
    }
}
