import Fairway
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import FairwayNIO

@Suite("Buffers that connections share")
struct SharedBuffersTests {
    /// One end of a link in a channel of its own, on a loop that it may share.
    private struct Link {
        let channel: EmbeddedChannel
        let transport: WebSocketTransport
        let receiver = RecordingReceiver()

        init(_ buffers: LoopBuffers, on eventLoop: EmbeddedEventLoop) throws {
            let outbox = Outbox(limit: 1_000_000)
            let handler = WebSocketHandler(
                role: .server,
                bounds: LinkBounds(WebSocketOptions()),
                outbox: outbox,
                buffers: buffers
            )
            channel = EmbeddedChannel(handler: handler, loop: eventLoop)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            transport = WebSocketTransport(handler, outbox: outbox, eventLoop: eventLoop)
            transport.start(delivering: receiver)
            eventLoop.run()
        }

        func written() throws -> [UInt8]? {
            try channel.readOutbound(as: ByteBuffer.self).map { [UInt8]($0.readableBytesView) }
        }
    }

    @Test("A buffer that was given back is lent again, empty and without an allocation")
    func lentAgain() {
        let buffers = LoopBuffers()
        var buffer = buffers.takeToRead(ByteBufferAllocator())
        buffer.writeBytes([1, 2, 3])
        let place = buffer.withUnsafeReadableBytes(\.baseAddress)
        buffers.giveBack(read: buffer)
        buffer = ByteBuffer()
        var again = buffers.takeToRead(ByteBufferAllocator())
        #expect(again.readableBytes == 0)
        again.writeBytes([4])
        #expect(again.withUnsafeReadableBytes(\.baseAddress) == place)
    }

    @Test("What somebody still holds of a buffer that was given back is not changed")
    func stillHeld() {
        let buffers = LoopBuffers()
        var first = buffers.takeToRead(ByteBufferAllocator())
        first.writeBytes([1, 2, 3])
        buffers.giveBack(read: first)
        var second = buffers.takeToRead(ByteBufferAllocator())
        second.writeBytes([4, 5, 6])
        #expect(first == ByteBuffer(bytes: [1, 2, 3]))

        buffers.giveBack(written: first)
        var third = buffers.takeToWrite()
        third?.writeBytes([7, 8, 9])
        #expect(first == ByteBuffer(bytes: [1, 2, 3]))
    }

    @Test("A buffer that is smaller or larger than those that are lent is not kept")
    func otherSizes() {
        let buffers = LoopBuffers()
        buffers.giveBack(read: ByteBuffer(repeating: 1, count: 256))
        #expect(buffers.takeToRead(ByteBufferAllocator()).storageCapacity == LoopBuffers.readSize)
        buffers.giveBack(written: ByteBuffer(repeating: 1, count: LoopBuffers.largestWriteSize + 1))
        #expect(buffers.takeToWrite() == nil)
    }

    @Test("Half a frame is kept though the buffer that it came in is lent to another connection")
    func halfAFrame() async throws {
        let (buffers, eventLoop) = (LoopBuffers(), EmbeddedEventLoop())
        let (one, other) = (try Link(buffers, on: eventLoop), try Link(buffers, on: eventLoop))
        let (first, second) = (clientFrame(0x81, [0x41, 0x42]), clientFrame(0x81, [0x43, 0x44]))
        func read(_ bytes: some Sequence<UInt8>, by link: Link) throws {
            var buffer = buffers.takeToRead(ByteBufferAllocator())
            buffer.writeBytes(bytes)
            try link.channel.writeInbound(buffer)
        }
        try read(first.prefix(3), by: one)
        try read(second.prefix(5), by: other)
        try read(first.dropFirst(3), by: one)
        try read(second.dropFirst(5), by: other)
        var recordings = [Recording(one.receiver), Recording(other.receiver)]
        #expect(await recordings[0].next() == .message([0x41, 0x42]))
        #expect(await recordings[1].next() == .message([0x43, 0x44]))
    }

    @Test("Each receiver of a broadcast has what it was sent before and after it, in order")
    func broadcast() throws {
        let (buffers, eventLoop) = (LoopBuffers(), EmbeddedEventLoop())
        let links = try (0..<4).map { _ in try Link(buffers, on: eventLoop) }
        let message = EncodedMessage(bytes: [0x42])
        for (byte, link) in zip(UInt8(0x61)..., links) {
            if byte == 0x63 { try link.transport.send(EncodedMessage(bytes: [0x41])) }
            try link.transport.send(message)
            if byte == 0x64 { try link.transport.send(EncodedMessage(bytes: [0x43])) }
        }
        eventLoop.run()
        let frame: [UInt8] = [0x81, 1, 0x42]
        #expect(try links[0].written() == frame)
        #expect(try links[1].written() == frame)
        #expect(try links[2].written() == [0x81, 1, 0x41] + frame)
        #expect(try links[3].written() == frame + [0x81, 1, 0x43])
        for link in links {
            #expect(try link.written() == nil)
        }
    }

    @Test("A broadcast to very many leaves in turns, between which the event loop looks at what else there is")
    func turns() throws {
        let (buffers, eventLoop) = (LoopBuffers(), EmbeddedEventLoop())
        let links = try (0..<FlushQueue.largestTurn + 2).map { _ in try Link(buffers, on: eventLoop) }
        let message = EncodedMessage(bytes: [0x42])
        for link in links {
            try link.transport.send(message)
        }
        eventLoop.run()
        #expect(try links[FlushQueue.largestTurn - 1].written() != nil)
        #expect(try links[FlushQueue.largestTurn].written() == nil)
        // It is sent with the answer to what comes meanwhile.
        try links[FlushQueue.largestTurn].channel.writeInbound(ByteBuffer(bytes: clientFrame(0x89, [7])))
        #expect(try links[FlushQueue.largestTurn].written() == [0x81, 1, 0x42, 0x8A, 1, 7])
        eventLoop.advanceTime(by: .milliseconds(1))
        #expect(try links[FlushQueue.largestTurn + 1].written() == [0x81, 1, 0x42])
    }

    @Test("Who waits for a turn is told behind those who were sent to before, and at once where the link has ended")
    func afterTurn() throws {
        let (buffers, eventLoop) = (LoopBuffers(), EmbeddedEventLoop())
        let links = try (0..<FlushQueue.largestTurn + 2).map { _ in try Link(buffers, on: eventLoop) }
        var message = EncodedMessage(bytes: [0x42])
        message.isBroadcast = true
        for link in links {
            try link.transport.send(message)
        }
        let told = Atomic(0)
        links[0].transport.afterTurn { told.add(1, ordering: .relaxed) }
        eventLoop.run()
        #expect(told.load(ordering: .relaxed) == 0)
        eventLoop.advanceTime(by: .milliseconds(1))
        #expect(told.load(ordering: .relaxed) == 1)
        #expect(try links[FlushQueue.largestTurn + 1].written() == [0x81, 1, 0x42])

        links[0].transport.afterTurn { told.add(1, ordering: .relaxed) }
        try links[0].channel.close().wait()
        #expect(told.load(ordering: .relaxed) == 2)
        links[0].transport.afterTurn { told.add(1, ordering: .relaxed) }
        #expect(told.load(ordering: .relaxed) == 3)
    }
}
