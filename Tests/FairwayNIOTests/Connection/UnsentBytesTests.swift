import NIOCore
import NIOPosix
import Testing

@testable import FairwayNIO

@Suite("What the system keeps unsent", .timeLimit(.minutes(1)))
struct UnsentBytesTests {
    @Test("Is set on what connects as on what is accepted")
    func option() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(UnsentBytes.option, value: UnsentBytes.limit)
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(UnsentBytes.option, value: UnsentBytes.limit)
            .connect(to: try #require(server.localAddress))
            .get()
        #expect(try await client.getOption(UnsentBytes.option).get() == UnsentBytes.limit)
        try await client.close()
        try await server.close()
    }
}
