internal import CLibYAML

/// The events of one YAML text, in order.
///
/// This is the only place that touches the C parser. The parser and its copy of the text are allocated in the
/// initialiser, are reachable through this value alone, which cannot be copied, and are freed in the deinitialiser, so
/// no pointer outlives what it points to; every event is copied into Swift values before it is freed.
struct YAMLEventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: ArraySlice<UInt8>) throws(YAMLParseError) {
        parser = .allocate(capacity: 1)
        // The parser wants an address even where there is nothing to read.
        text = .allocate(capacity: max(bytes.count, 1))
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            text.deallocate()
            throw YAMLParseError(problem: "the YAML parser has no memory", position: 0, context: nil)
        }
        _ = text.initialize(fromContentsOf: bytes)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    mutating func next() throws(YAMLParseError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw parseError() }
        defer { yaml_event_delete(&event) }
        let (start, end) = (Int(clamping: event.start_mark.index), Int(clamping: event.end_mark.index))
        let (kind, anchor, tag) = Self.content(of: event)
        return YAMLEvent(kind: kind, hasAnchor: anchor != nil, hasTag: tag != nil, start: start, end: end)
    }

    private typealias Property = UnsafeMutablePointer<yaml_char_t>?

    private static func content(of event: yaml_event_t) -> (YAMLEvent.Kind, anchor: Property, tag: Property) {
        switch event.type {
        case YAML_STREAM_START_EVENT: return (.streamStart, nil, nil)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, nil, nil)
        case YAML_DOCUMENT_END_EVENT: return (.documentEnd, nil, nil)
        case YAML_ALIAS_EVENT: return (.alias, nil, nil)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            // The parser says how many bytes it wrote, and checked them: the text was UTF-8 and escapes are too.
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let content = YAMLScalar(
                text: String(decoding: value, as: UTF8.self),
                isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
            )
            return (.scalar(content), scalar.anchor, scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            return (.sequenceStart, event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            return (.mappingStart, event.data.mapping_start.anchor, event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return (.collectionEnd, nil, nil)
        default: return (.streamEnd, nil, nil)
        }
    }

    private func parseError() -> YAMLParseError {
        let parser = self.parser.pointee
        let context = parser.context.map { String(cString: $0) }
        return YAMLParseError(
            problem: parser.problem.map { String(cString: $0) } ?? "the YAML parser has no memory",
            position: Int(clamping: parser.problem_mark.index),
            context: context.map { ($0, Int(clamping: parser.context_mark.index)) }
        )
    }
}
