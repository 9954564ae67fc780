import Fairway

/// A channel of a schema as generated code declares it, with constraints and a declared error.
enum Board: ChannelBinding {
    static let channelName: ChannelName = "board"

    struct Note: WireCodable, Hashable {
        var tags: [String]
        var ratings: [String: Int] = [:]

        static let fieldNames: FieldNames = ["tags", "ratings"]

        init(tags: [String], ratings: [String: Int] = [:]) {
            self.tags = tags
            self.ratings = ratings
        }

        init(reading reader: inout WireReader) throws(ConversionError) {
            var tags: [String]?
            var ratings: [String: Int]?
            var fields = try reader.openObject(Self.fieldNames)
            while let field = try reader.nextField(in: &fields) {
                switch field {
                case 0: tags = try reader.read(where: .count(...2).and(.each(.length(...5)))) as [String]
                default: ratings = try reader.read(ifNull: [:], where: .values(.range(1...5))) as [String: Int]
                }
            }
            self.tags = try reader.required(tags, 0, in: fields)
            self.ratings = ratings ?? [:]
        }

        func write(to writer: inout WireWriter) throws(ConversionError) {
            writer.beginObject()
            try writer.writeField("tags", tags, where: .count(...2).and(.each(.length(...5))))
            try writer.writeField("ratings", ratings, where: .values(.range(1...5)))
            writer.endObject()
        }
    }

    enum PinError: Error, Hashable, WireCodable {
        case full
        case locked(until: Int)

        private static let caseNames: FieldNames = ["full", "locked"]

        init(reading reader: inout WireReader) throws(ConversionError) {
            let union = try reader.openUnion(Self.caseNames)
            switch union.index {
            case 0:
                _ = try reader.read() as Bool
                self = .full
            case 1: self = .locked(until: try reader.read())
            default: throw reader.unrecognizedCase(union)
            }
            try reader.closeUnion(union)
        }

        func write(to writer: inout WireWriter) throws(ConversionError) {
            switch self {
            case .full: try writer.writeCase("full", true)
            case .locked(let until): try writer.writeCase("locked", until)
            }
        }
    }

    enum ClientEvent: ChannelEvent {
        case say(text: String, note: Note?, limit: Int? = nil)
        case rate(Double)

        var eventName: EventName {
            switch self {
            case .say: "say"
            case .rate: "rate"
            }
        }

        func writeArguments(to arguments: inout ArgumentWriter) throws(ConversionError) {
            switch self {
            case .say(let text, let note, let limit):
                try arguments.append(text, as: "text", where: .length(2...5))
                try arguments.append(note, as: "note")
                try arguments.append(limit, as: "limit", where: .ifPresent(.range(1...200)))
            case .rate(let value):
                try arguments.append(value, as: "value")
            }
        }
    }

    enum ServerEvent: ChannelEvent {
        case cleared

        var eventName: EventName { "cleared" }

        func writeArguments(to arguments: inout ArgumentWriter) throws(ConversionError) {}
    }

    enum ToServer {
        static let say = Serverbound<Void, String, Note?, Int>("say") { arguments throws(ConversionError) in
            (
                try arguments.next("text", where: .length(2...5)), try arguments.next("note"),
                try arguments.next("limit", default: 50, where: .range(1...200))
            )
        }
        static let pin = Serverbound<[Note], Int>(
            "pin",
            conversion: .truncating,
            throws: PinError.self,
            where: .count(...2)
        ) { arguments throws(ConversionError) in
            try arguments.next("place")
        }
        static let unpin = Serverbound<Void, Int>("unpin", throws: PinError.self) { arguments throws(ConversionError) in
            try arguments.next("place")
        }
        static let watch = ServerboundStream<Note, Int>("watch", throws: PinError.self) {
            arguments throws(ConversionError) in
            try arguments.next("place")
        }
        static let draw = ServerboundConversation<Sketch, Int>("draw", throws: PinError.self) {
            arguments throws(ConversionError) in
            try arguments.next("place")
        }
    }

    enum ToClient {
        static let draw = ClientboundConversation<Sketch, Int, String>("draw") { arguments throws(ConversionError) in
            (try arguments.next("place"), try arguments.next("title"))
        }
    }
}

/// A conversation of a schema.
enum Sketch: ConversationBinding {
    enum ToServer {
        static let line = Serverbound<Void, Int>("line") { arguments throws(ConversionError) in
            try arguments.next("length")
        }
    }

    enum ToClient {
        static let close = Clientbound<Void, Int>("close") { arguments throws(ConversionError) in
            try arguments.next("number")
        }
    }
}

extension RemoteServer<Board> {
    func pin(place: Int) async throws -> [Board.Note] {
        try await request(
            "pin",
            timeout: .seconds(5),
            conversion: .truncating,
            throws: Board.PinError.self,
            where: .count(...2)
        ) { arguments throws(ConversionError) in
            try arguments.append(place, as: "place")
        }
    }

    func unpin(place: Int) async throws {
        try await request("unpin", throws: Board.PinError.self) { arguments throws(ConversionError) in
            try arguments.append(place, as: "place")
        }
    }

    func watch(place: Int) async throws -> RemoteStream<Board.Note> {
        try await stream("watch", of: Board.Note.self, timeout: .seconds(5), throws: Board.PinError.self) {
            arguments throws(ConversionError) in
            try arguments.append(place, as: "place")
        }
    }

    func draw(place: Int, preparing: @escaping @Sendable (RemoteServer<Sketch>) -> Void) async throws -> RemoteServer<
        Sketch
    > {
        try await open("draw", Sketch.self, timeout: .seconds(5), throws: Board.PinError.self) {
            arguments throws(ConversionError) in
            try arguments.append(place, as: "place")
        } prepare: { board in
            preparing(board)
        }
    }
}
