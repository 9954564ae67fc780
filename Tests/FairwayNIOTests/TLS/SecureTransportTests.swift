#if TLS
    import Fairway
    import FairwayNIO
    import Testing

    @Suite("WebSockets over TLS", .timeLimit(.minutes(1)))
    struct SecureTransportTests {
        @Test(
            "A message comes back as it was sent, below and above the size of a TLS record",
            arguments: ["localhost", "127.0.0.1"],
            [0, 5, 16_384, 16_385, 1_048_576]
        )
        func echo(host: String, size: Int) async throws {
            let loopback = try await SecureLoopback.listen(echoes: true)
            let client = try await loopback.connect(host: host)
            let receiver = RecordingReceiver()
            client.start(delivering: receiver)
            let message = (0..<size).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 90) }
            try client.send(EncodedMessage(bytes: message))
            var recording = Recording(receiver)
            #expect(await recording.next() == .message(message))
            client.close(status: .normalClosure, reason: "done")
            #expect(await recording.rest() == [.end(TransportEnd(status: .normalClosure))])
            await loopback.listener.close()
        }

        @Test("A close hands over its status and reason", arguments: [true, false])
        func close(clientCloses: Bool) async throws {
            let loopback = try await SecureLoopback.listen()
            let (client, server) = try await loopback.pair()
            let (closing, closed) = clientCloses ? (client, server) : (server, client)
            let receivers = [RecordingReceiver(), RecordingReceiver()]
            closing.start(delivering: receivers[0])
            closed.start(delivering: receivers[1])
            try closing.send(EncodedMessage(bytes: [0x41]))
            closing.close(status: 4001, reason: "enough")
            var second = Recording(receivers[1])
            #expect(await second.rest() == [.message([0x41]), .end(TransportEnd(status: 4001, reason: "enough"))])
            var first = Recording(receivers[0])
            #expect(await first.rest() == [.end(TransportEnd(status: 4001))])
            await loopback.listener.close()
        }

        @Test("A message over the limit of its receiver ends the link on both sides with 1009")
        func overTheLimit() async throws {
            let loopback = try await SecureLoopback.listen()
            let (client, server) = try await loopback.pair()
            let receivers = [RecordingReceiver(), RecordingReceiver()]
            client.start(delivering: receivers[0])
            server.start(delivering: receivers[1])
            try client.send(EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 1_048_577)))
            for receiver in receivers {
                var recording = Recording(receiver)
                let end = TransportEnd(status: .messageTooBig, reason: "the message is too large")
                #expect(await recording.rest() == [.end(end)])
            }
            await loopback.listener.close()
        }

        @Test("A peer that breaks a rule is told so before the connection ends")
        func brokenRule() async throws {
            let loopback = try await SecureLoopback.listen(echoes: true)
            let peer = try await RawPeer.securedAndUpgraded(at: loopback.listener.port)
            // Not masked, as a client's frames have to be.
            try await peer.send([0x81, 0x01, 0x41])
            #expect(RawFrame.closes(try await peer.readFrame(), with: 1002))
            #expect(await peer.readToEnd() == [])
            await loopback.listener.close()
        }

        @Test("The peer that answers a close sees the connection end after it")
        func closedByHand() async throws {
            let loopback = try await SecureLoopback.listen(echoes: true)
            let peer = try await RawPeer.securedAndUpgraded(at: loopback.listener.port)
            try await peer.send(clientFrame(0x81, [0x41]) + clientClose(1000))
            #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: [0x41]))
            #expect(RawFrame.closes(try await peer.readFrame(), with: 1000))
            #expect(await peer.readToEnd() == [])
            await loopback.listener.close()
        }

        @Test("A close that is not answered cuts the connection at its time limit, without waiting for TLS")
        func unansweredClose() async throws {
            var options = WebSocketOptions.patient
            options.closeTimeout = .milliseconds(20)
            let loopback = try await SecureLoopback.listen(options: options)
            let (client, server) = try await loopback.pair()
            let receivers = [RecordingReceiver(), RecordingReceiver()]
            server.start(delivering: receivers[0])
            // The client is not started, so that it reads nothing, not even the farewell of TLS.
            server.close(status: .normalClosure, reason: "")
            var recording = Recording(receivers[0])
            #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
            client.start(delivering: receivers[1])
            var late = Recording(receivers[1])
            #expect(await late.rest().last != nil)
            await loopback.listener.close()
        }

        @Test("An abort is 1006 on both sides")
        func abort() async throws {
            let loopback = try await SecureLoopback.listen()
            let (client, server) = try await loopback.pair()
            let receivers = [RecordingReceiver(), RecordingReceiver()]
            client.start(delivering: receivers[0])
            server.start(delivering: receivers[1])
            client.abort()
            for receiver in receivers {
                var recording = Recording(receiver)
                #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
            }
            await loopback.listener.close()
        }
    }
#endif
