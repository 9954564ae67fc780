import Testing

@Suite("What handlers answer with, in generated code")
struct HandlerTypeTests {
    @Test("Its type has the names of the channel and of the event, and hides none of the schema's")
    func names() throws {
        let lines = try generate(
            """
            fairway: 1
            name: Test
            types: { RoomWatchStream: { fields: { only: int } } }
            channels:
              room: { toServer: { watch: { streams: RoomWatchStream }, watchAll: { streams: int } } }
              roomWatch: { toServer: { all: { streams: int } }, toClient: { all: { streams: string } } }
            """
        ).trimmedLines.filter { $0.hasPrefix("associatedtype") }
        #expect(
            lines == [
                "associatedtype RoomWatchStreamStream: AsyncSequence & Sendable",
                "associatedtype RoomWatchAllStream: AsyncSequence & Sendable where RoomWatchAllStream.Element == Int",
                "associatedtype RoomWatchAllStreamStream: AsyncSequence & Sendable",
                "associatedtype RoomWatchAllStreamStreamStream: AsyncSequence & Sendable",
            ]
        )
    }

    private static let talk = """
        fairway: 1
        name: Test
        toServer: { talk: { opens: Talk }, listen: { opens: News } }
        toClient: { call: { opens: Talk } }
        conversations:
          Talk: { toServer: { say: }, toClient: { said: } }
          News: { toClient: { news: } }
        """

    @Test("Whoever answers with a conversation gives its handlers, or takes it where there is nothing to handle")
    func answering() throws {
        let lines = Set(try generate(Self.talk).trimmedLines)
        #expect(lines.contains("associatedtype MainTalkHandler: Talk.ServerHandler"))
        #expect(lines.contains("associatedtype MainCallHandler: Talk.ClientHandler"))
        #expect(lines.contains("func talk(from client: RemoteClient) async throws -> MainTalkHandler"))
        #expect(
            lines.contains(
                "func listen(opening conversation: News.RemoteClient, from client: RemoteClient) async throws"
            )
        )
    }

    @Test("Whoever asks for one brings handlers where there is something to handle")
    func asking() throws {
        let lines = Set(try generate(Self.talk).trimmedLines)
        #expect(
            lines.contains(
                "func talk(handler: some Test.Talk.ClientHandler) async throws -> Test.Talk.RemoteServer {"
            )
        )
        #expect(
            lines.contains(
                "func call(handler: some Test.Talk.ServerHandler) async throws -> Test.Talk.RemoteClient {"
            )
        )
        let mirrored = Self.talk.replacing("News: { toClient: { news: } }", with: "News: { toServer: { news: } }")
        let call = "func listen() async throws -> Test.News.RemoteServer {"
        #expect(try generate(mirrored).trimmedLines.contains(call))
    }
}
