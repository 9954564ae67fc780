#if TLS
    import Fairway
    import FairwayNIO
    import Testing

    @Suite("Handshakes of TLS", .timeLimit(.minutes(1)))
    struct TLSHandshakeTests {
        private static var impatient: WebSocketOptions {
            var options = WebSocketOptions.patient
            options.handshakeTimeout = .milliseconds(50)
            return options
        }

        @Test(
            "A client refuses a server that cannot show who it is, and the server learns that it did",
            arguments: ["untrusted", "expired", "elsewhere"],
            ["localhost", "127.0.0.1"]
        )
        func refusedByClient(certificate: String, host: String) async throws {
            let loopback = try await SecureLoopback.listen(with: try TestCertificates.server(certificate))
            let expected: WebSocketConnectError = certificate == "elsewhere" ? .wrongHost(host) : .certificateNotTrusted
            await #expect(throws: expected) { try await loopback.connect(host: host) }
            if certificate != "elsewhere" {
                #expect(await loopback.nextRefusal()?.hasPrefix("the peer refused the TLS handshake: ") == true)
            }
            await loopback.listener.close()
        }

        @Test("The system's authorities do not vouch for a private one, whose certificate may be given as bytes")
        func trust() async throws {
            let loopback = try await SecureLoopback.listen()
            await #expect(throws: WebSocketConnectError.certificateNotTrusted) {
                try await loopback.connect(trust: .system)
            }
            let client = try await loopback.connect(trust: .certificates(try TestCertificates.bytes("authority")))
            client.abort()
            await loopback.listener.close()
        }

        @Test("Authorities that cannot be read are an error before anything is opened, for addresses with TLS alone")
        func unusableTrust() throws {
            let missing = TLSTrust.certificates(inFile: "/nowhere/roots.pem")
            #expect(throws: TLSSetupError.unreadable(file: "/nowhere/roots.pem", reason: "No such file or directory")) {
                try WebSocketConnector(to: "wss://localhost/", trust: missing)
            }
            #expect(throws: TLSSetupError.noCertificate(file: nil)) {
                try WebSocketConnector(to: "wss://localhost/", trust: .certificates([]))
            }
            _ = try WebSocketConnector(to: "ws://localhost/", trust: missing)
        }

        @Test("A client without TLS is refused where there is TLS, and is told no WebSocket")
        func plainClient() async throws {
            let loopback = try await SecureLoopback.listen()
            let connector = try WebSocketConnector(to: loopback.url("ws"), options: .patient)
            await #expect(throws: WebSocketConnectError.self) { try await connector.connect() }
            #expect(await loopback.nextRefusal() == "plain HTTP where TLS is spoken")
            await loopback.listener.close()
        }

        @Test("A server without TLS is no server for a client with it")
        func plainServer() async throws {
            let loopback = try await Loopback.echoing()
            let connector = try WebSocketConnector(
                to: "wss://localhost:\(loopback.listener.port)/",
                options: .patient,
                trust: TestCertificates.trust
            )
            await #expect(throws: WebSocketConnectError.notTLS) { try await connector.connect() }
            await loopback.listener.close()
        }

        @Test(
            "What is no TLS ends the connection with its reason",
            arguments: [
                ("nothing of the kind, whatever it is\r\n\r\n", "no TLS handshake"),
                ("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n", "plain HTTP where TLS is spoken"),
                // A record as large as can be, with the beginning of a message that would be larger than any is.
                (
                    "\u{16}\u{03}\u{01}\u{40}\u{00}" + String(repeating: "x", count: 0x4000),
                    "the TLS handshake failed: excessive message size"
                ),
            ]
        )
        func garbage(bytes: String, reason: String) async throws {
            let loopback = try await SecureLoopback.listen()
            let peer = try await RawPeer.connect(to: loopback.listener.port)
            try await peer.send(bytes)
            #expect(await loopback.nextRefusal() == reason)
            _ = await peer.readToEnd()
            await loopback.listener.close()
        }

        @Test("A handshake that stops within TLS, or after it, is cut at the time limit", arguments: [false, true])
        func late(afterTLS: Bool) async throws {
            let loopback = try await SecureLoopback.listen(options: Self.impatient)
            let peer: RawPeer
            if afterTLS {
                peer = try await .secured(to: loopback.listener.port)
            } else {
                peer = try await .connect(to: loopback.listener.port)
                // The beginning of a client's first words.
                try await peer.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03])
            }
            #expect(await loopback.nextRefusal() == "no handshake in time")
            #expect(await peer.readToEnd() == [])
            await loopback.listener.close()
        }

        @Test("A server that is silent where TLS should be is the client's time limit")
        func silentServer() async throws {
            let silent = try await RawServer.answering("")
            await #expect(throws: WebSocketConnectError.timedOut) {
                try await WebSocketConnector(
                    to: "wss://localhost:\(silent.port)/",
                    options: Self.impatient,
                    trust: TestCertificates.trust
                ).connect()
            }
            try await silent.close()
        }

        @Test("A server that hangs up within TLS has closed the connection")
        func hangingUp() async throws {
            let server = try await RawServer.answering(nil)
            await #expect(throws: WebSocketConnectError.connectionClosed) {
                try await WebSocketConnector(
                    to: "wss://localhost:\(server.port)/",
                    options: .patient,
                    trust: TestCertificates.trust
                ).connect()
            }
            try await server.close()
        }

        @Test("A request that is no WebSocket's is answered inside TLS")
        func refusedInHTTP() async throws {
            let loopback = try await SecureLoopback.listen()
            let peer = try await RawPeer.secured(to: loopback.listener.port)
            try await peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(String(decoding: await peer.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 426 "))
            #expect(await loopback.nextRefusal() == "this is a WebSocket")
            await loopback.listener.close()
        }

        @Test("A request that is too large is one by what is inside TLS")
        func tooLarge() async throws {
            let loopback = try await SecureLoopback.listen()
            let peer = try await RawPeer.secured(to: loopback.listener.port)
            try await peer.send("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 20_000))
            #expect(String(decoding: await peer.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 431 "))
            await loopback.listener.close()
        }

        @Test("Closing a listener ends handshakes of TLS")
        func closing() async throws {
            let loopback = try await SecureLoopback.listen()
            let silent = try await RawPeer.connect(to: loopback.listener.port)
            let secured = try await RawPeer.secured(to: loopback.listener.port)
            // Begun, so that it has been accepted.
            try await silent.send([0x16, 0x03, 0x01])
            let client = try await loopback.connect()
            await loopback.listener.close()
            #expect(await silent.readToEnd() == [])
            #expect(await secured.readToEnd() == [])
            client.abort()
        }
    }
#endif
