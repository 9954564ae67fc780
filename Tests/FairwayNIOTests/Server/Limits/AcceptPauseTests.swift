import NIOCore
import NIOEmbedded
import NIOPosix
import Testing

@testable import FairwayNIO

@Suite("A listener to which the system refuses a connection", .timeLimit(.minutes(1)))
struct AcceptPauseTests {
    @Test("Rests for a second, tells once and then goes on")
    func rest() async throws {
        let (told, continuation) = AsyncStream<Void>.makeStream()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause { _ in continuation.yield() })
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        for _ in 0..<2 { listener.pipeline.fireErrorCaught(IOError(errnoCode: 24, reason: "accept")) }
        var tellings = told.makeAsyncIterator()
        await tellings.next()
        #expect(try await !listener.getOption(.autoRead).get())
        // It is accepted once the rest is over.
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: try #require(listener.localAddress))
            .get()
        try await eventually { try await listener.getOption(.autoRead).get() }
        listener.pipeline.fireErrorCaught(IOError(errnoCode: 24, reason: "accept"))
        await tellings.next()
        try await client.close()
        try await listener.close()
    }

    @Test("Leaves other errors to whoever knows them")
    func others() throws {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(AcceptPause { _ in Issue.record("it was told") })
        channel.pipeline.fireErrorCaught(ChannelError.inputClosed)
        #expect(throws: ChannelError.inputClosed) { try channel.throwIfErrorCaught() }
    }
}
