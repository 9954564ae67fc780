/// Reads one YAML document into located nodes.
struct YAMLReader {
    /// How many collections may be open at once.
    static let deepestNesting = 64
    /// How many keys, values and collections a file may hold.
    static let mostNodes = 50_000
    /// How long a key may be, in bytes: the parser has the same limit for those that are not written with `? `.
    static let longestKey = 1024
    /// How long any other scalar may be, in bytes.
    static let longestScalar = 64 * 1024

    private let path: String
    private var cursor: TextCursor
    private var open: [OpenCollection] = []
    private var nodeCount = 0
    private var root: YAMLNode?
    private var report: DiagnosticReport

    /// The root of the document in the bytes, or nil where that has been reported as no document.
    static func read(_ bytes: [UInt8], path: String, report: inout DiagnosticReport) -> YAMLNode? {
        // The parser would count a byte order mark as a column.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard TextCheck(path: path).accepts(text, report: &report) else { return nil }
        var reader = YAMLReader(path: path, cursor: TextCursor(text), report: report)
        defer { report = reader.report }
        do throws(YAMLParseError) {
            return try reader.readDocument(text)
        } catch {
            let failure = YAMLFailure(error: error, text: text, path: path, openedAt: reader.innermostFlow)
            failure.describe(in: &reader.report)
            return nil
        }
    }

    private init(path: String, cursor: TextCursor, report: DiagnosticReport) {
        self.path = path
        self.cursor = cursor
        self.report = report
    }

    private var innermostFlow: SourceLocation? {
        guard let collection = open.last, collection.isFlow else { return nil }
        return collection.location
    }

    private mutating func readDocument(_ text: [UInt8]) throws(YAMLParseError) -> YAMLNode? {
        var events = try YAMLEventStream(text[...])
        while true {
            let event = try events.next()
            cursor.advance(toScalar: event.start)
            let location = cursor.location(in: path)
            switch event.kind {
            case .streamStart, .documentStart: continue
            case .streamEnd:
                let start = SourceLocation(path: path, line: 1, column: 1)
                return root ?? YAMLNode(location: start, content: .scalar(YAMLScalar(text: "", isPlain: true)))
            case .documentEnd:
                cursor.advance(toScalar: event.end)
                return endsAfterDocument() ? root : nil
            case .alias:
                report.error(.yamlAnchor, at: location, "aliases are not allowed in a schema")
                guard countsNode(at: location) else { return nil }
                finish(YAMLNode(location: location, content: .refused))
            case .scalar(let scalar):
                guard countsNode(at: location) else { return nil }
                let isTagged = refuseProperties(of: event, at: location)
                let isRefused = isUnwieldy(scalar, at: location) || isTagged
                finish(YAMLNode(location: location, content: isRefused ? .refused : .scalar(scalar)))
            case .sequenceStart, .mappingStart:
                guard countsNode(at: location) else { return nil }
                _ = refuseProperties(of: event, at: location)
                guard open.count < Self.deepestNesting else {
                    let limit = Self.deepestNesting
                    report.error(.nestingTooDeep, at: location, "collections are nested deeper than \(limit) levels")
                    return nil
                }
                open.append(OpenCollection(event: event, at: location, firstByte: cursor.peek()))
            case .collectionEnd:
                guard let collection = open.popLast() else { continue }
                finish(collection.node)
            }
        }
    }

    /// Puts a finished value where it belongs: into the collection around it, or at the root.
    private mutating func finish(_ node: YAMLNode) {
        guard let last = open.indices.last else {
            root = node
            return
        }
        open[last].add(node, report: &report)
    }

    /// Whether there may be one more node.
    private mutating func countsNode(at location: SourceLocation) -> Bool {
        nodeCount += 1
        guard nodeCount > Self.mostNodes else { return true }
        let message = "the file holds more than \(Self.mostNodes) keys, values and collections"
        report.error(.tooManyNodes, at: location, message)
        return false
    }

    /// Refuses text that would take too long to compare; returns whether it has.
    private mutating func isUnwieldy(_ scalar: YAMLScalar, at location: SourceLocation) -> Bool {
        let isKey = open.last?.expectsKey ?? false
        let limit = isKey ? Self.longestKey : Self.longestScalar
        guard scalar.text.utf8.count <= limit else {
            let what = isKey ? "a key" : "text"
            report.error(.scalarTooLong, at: location, "\(what) is longer than \(limit / 1024) KiB")
            return true
        }
        guard !CombiningMarks.exceedLimit(in: scalar.text) else {
            let message = "the text has more than \(CombiningMarks.limit) combining marks in a row"
            report.error(.combiningMarks, at: location, message)
            return true
        }
        return false
    }

    /// Refuses an anchor and a tag; returns whether there is a tag, which may change what the value is.
    private mutating func refuseProperties(
        of event: YAMLEvent,
        at location: SourceLocation
    ) -> Bool {
        if event.hasAnchor {
            report.error(.yamlAnchor, at: location, "anchors are not allowed in a schema")
        }
        // The parser drops the tag `!`, so that only the text still shows it.
        guard event.hasTag || cursor.peek() == UInt8(ascii: "!") else { return false }
        report.error(.yamlTag, at: location, "tags are not allowed in a schema")
        return true
    }

    private mutating func endsAfterDocument() -> Bool {
        cursor.skipInsignificantLines()
        guard !cursor.isAtEnd else { return true }
        let location = cursor.location(in: path)
        if cursor.peek() == UInt8(ascii: "%") {
            report.error(.yamlDirective, at: location, "directives are not allowed in a schema")
        } else if cursor.peek() != UInt8(ascii: "-") {
            report.error(.yamlSyntax, at: location, "this does not belong to the value before it")
        } else {
            report.error(.severalDocuments, at: location, "a file holds one document; a second one starts here")
        }
        return false
    }
}

/// A collection whose end has not come yet.
private struct OpenCollection {
    let location: SourceLocation
    let isFlow: Bool
    private let isMapping: Bool
    private var items: [YAMLNode] = []
    private var entries: [YAMLEntry] = []
    private var isPartial = false
    private var places: [String: Int] = [:]
    private var key = PendingKey.none

    private enum PendingKey {
        case none
        case accepted(YAMLEntry.Key)
        /// One that has been reported; its value is dropped with it.
        case refused
        /// One that could have stood for any entries.
        case unread
        /// One that the entry at this place has already.
        case repeated(Int)
    }

    init(event: YAMLEvent, at location: SourceLocation, firstByte: UInt8?) {
        self.location = location
        isFlow = firstByte == UInt8(ascii: "[") || firstByte == UInt8(ascii: "{")
        if case .mappingStart = event.kind { isMapping = true } else { isMapping = false }
    }

    /// Whether the next node is the key of an entry.
    var expectsKey: Bool {
        guard isMapping, case .none = key else { return false }
        return true
    }

    var node: YAMLNode {
        YAMLNode(
            location: location,
            content: isMapping ? .mapping(entries) : .sequence(items),
            isPartial: isPartial
        )
    }

    mutating func add(_ node: YAMLNode, report: inout DiagnosticReport) {
        guard isMapping else {
            items.append(node)
            return
        }
        switch key {
        case .none: key = accept(key: node, report: &report)
        case .accepted(let accepted):
            places[accepted.text] = entries.count
            entries.append(YAMLEntry(key: accepted, value: node))
            key = .none
        case .repeated(let place):
            entries[place].isRepeated = true
            key = .none
        case .unread:
            isPartial = true
            key = .none
        case .refused: key = .none
        }
    }

    private mutating func accept(key node: YAMLNode, report: inout DiagnosticReport) -> PendingKey {
        switch node.content {
        case .refused: return .unread
        case .sequence, .mapping:
            report.error(.invalidKey, at: node.location, "a key is a name, not \(node.kindDescription)")
            return .refused
        case .scalar(let scalar):
            if scalar.isPlain, scalar.text == "<<" {
                report.error(.mergeKey, at: node.location, "merge keys are not allowed in a schema")
                return .unread
            }
            guard !scalar.text.isEmpty else {
                report.error(.invalidKey, at: node.location, "a key is not empty")
                return .refused
            }
            guard !scalar.text.unicodeScalars.contains(where: \.isControlOrLineBreak) else {
                report.error(.invalidKey, at: node.location, "the key \(scalar.text.quoted) holds a control character")
                return .refused
            }
            if let place = places[scalar.text] {
                let note = Diagnostic.Note(message: "it was first given here", location: entries[place].key.location)
                let message = "the key \(scalar.text.quoted) is given twice"
                report.error(.duplicateKey, at: node.location, message, notes: [note])
                return .repeated(place)
            }
            return .accepted(YAMLEntry.Key(text: scalar.text, location: node.location))
        }
    }
}
