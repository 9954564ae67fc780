import FairwayGenerator
import Testing

@Suite("The layout of generated code")
struct LayoutTests {
    private static let chat = """
        fairway: 1
        name: Chat
        types: { Name: string, Moment: date }
        toServer:
          say: { args: { text: string } }
          ask: { args: { name: Name }, returns: Moment }
        toClient:
          note: { args: { text: string } }
          confirm: { returns: bool }
        """

    @Test("The server's code holds what a server handles and sends, and nothing of the client's")
    func serverRole() throws {
        let lines = Set(try generate(Self.chat, roles: [.server]).trimmedLines)
        #expect(lines.contains("protocol ServerHandler: Sendable {"))
        #expect(lines.contains("enum ServerEvent: ChannelEvent {"))
        #expect(lines.contains("enum ToServer {"))
        #expect(lines.contains("nonisolated extension Chat.Main.RemoteClient {"))
        #expect(lines.contains("nonisolated extension HandlerRegistry<Chat.Main.RemoteClient> {"))
        #expect(lines.contains("typealias RemoteServer = Fairway.RemoteServer<Main>"))
        #expect(lines.contains("typealias RemoteClient = Fairway.RemoteClient<Main>"))
        #expect(
            !lines.contains { $0.contains("ClientHandler") || $0.contains("ClientEvent") || $0.contains("ToClient") }
        )
        #expect(!lines.contains { $0.hasPrefix("nonisolated extension Chat.Main.RemoteServer") })
    }

    @Test("The client's code is the mirror of the server's")
    func clientRole() throws {
        let lines = Set(try generate(Self.chat, roles: [.client]).trimmedLines)
        #expect(lines.contains("protocol ClientHandler: Sendable {"))
        #expect(lines.contains("enum ClientEvent: ChannelEvent {"))
        #expect(lines.contains("enum ToClient {"))
        #expect(lines.contains("nonisolated extension Chat.Main.RemoteServer {"))
        #expect(lines.contains("nonisolated extension HandlerRegistry<Chat.Main.RemoteServer> {"))
        #expect(
            !lines.contains { $0.contains("ServerHandler") || $0.contains("ServerEvent") || $0.contains("ToServer") }
        )
    }

    @Test("Both roles together hold every line of each", arguments: GenerationOptions.Role.allCases)
    func bothRoles(role: GenerationOptions.Role) throws {
        let both = Set(try generate(Self.chat).trimmedLines)
        #expect(Set(try generate(Self.chat, roles: [role]).trimmedLines).isSubset(of: both))
    }

    @Test("A channel that emits nothing declares no event", arguments: ["ServerEvent", "ClientEvent", "ServerHandler"])
    func nothingToEmit(name: String) throws {
        let code = try generate("fairway: 1\nname: Chat\ntoClient: { confirm: { returns: bool } }")
        #expect(!code.contains(name))
        #expect(code.contains("ClientHandler"))
    }

    @Test("With an access level, imports and declarations say it", arguments: ["public", "package"])
    func access(level: String) throws {
        let access = try #require(GenerationOptions.AccessLevel(rawValue: level))
        let lines = try generate(Self.chat, access: access).trimmedLines
        #expect(lines.contains("\(level) import Fairway"))
        #expect(lines.contains("\(level) import Foundation"))
        let declarations = ["struct", "enum", "protocol", "typealias", "func", "static let", "init("]
        let bare = lines.filter { line in declarations.contains { line.hasPrefix($0 + " ") } && !line.contains("from ")
        }
        #expect(bare == [])
    }

    @Test("Nothing of a schema's is imported publicly that no public declaration uses")
    func unusedImport() throws {
        let text = "fairway: 1\nname: Names\ntypes: { Name: string }"
        #expect(try generate(text, access: .public).trimmedLines.contains("import Fairway"))
    }

    @Test("Foundation is imported where a type needs it", arguments: ["date", "uuid", "url", "data"])
    func foundation(type: String) throws {
        let with = "fairway: 1\nname: Test\ntoServer: { tell: { args: { value: { string: [\(type)] } } } }"
        let without = "fairway: 1\nname: Test\ntoServer: { tell: { args: { value: { string: [duration] } } } }"
        #expect(try generate(with).trimmedLines.contains("import Foundation"))
        #expect(try !generate(without).trimmedLines.contains("import Foundation"))
    }

    @Test("A lone argument that is called like its event has no label")
    func loneArgument() throws {
        let text = "fairway: 1\nname: Test\nchannels: { a: { toClient: { message: { args: { message: int? } } } } }"
        #expect(try generate(text).trimmedLines.contains("case message(Int? = nil)"))
    }

    @Test("A type that hides a name of another module leaves that name qualified, and no other")
    func shadowing() throws {
        let text = """
            fairway: 1
            name: Test
            types: { Date: { fields: { at: date, id: uuid } }, ServerEvent: { fields: { at: date } } }
            toServer: { tell: { args: { date: Date, at: date, event: ServerEvent } } }
            """
        let lines = try generate(text).trimmedLines
        #expect(lines.contains("var at: Foundation.Date"))
        #expect(lines.contains("var id: UUID"))
        #expect(lines.contains("case tell(date: Date, at: Foundation.Date, event: Test.ServerEvent)"))
    }

    @Test("Lines are wrapped where a person would", arguments: ["server", "client"])
    func wrapping(role: String) throws {
        let arguments = (1...12).map { "argumentNumber\($0): string" }.joined(separator: ", ")
        let text =
            "fairway: 1\nname: Test\ntoServer: { tell: { args: { \(arguments) } }, ask: { args: { \(arguments) }, returns: int } }"
        let roles = Set(GenerationOptions.Role(rawValue: role).map { [$0] } ?? [])
        let long = try generate(text, roles: roles).split(separator: "\n").filter { $0.count > 120 }
        #expect(long == [])
    }

    @Test("The same schema gives the same bytes")
    func deterministic() throws {
        #expect(try generate(Self.chat) == generate(Self.chat))
    }
}
