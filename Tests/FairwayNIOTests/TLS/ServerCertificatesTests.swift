#if TLS
    import Fairway
    import FairwayNIO
    import Testing

    @Suite("A server's certificates", .timeLimit(.minutes(1)))
    struct ServerCertificatesTests {
        private static let stranger = TLSTrust.certificates(inFile: TestCertificates.path("stranger"))

        @Test("New connections get what was renewed, and an open one lives on")
        func renewal() async throws {
            let files = try CertificateFiles("first")
            let certificates = try ServerCertificates(chainFile: files.chain, keyFile: files.key)
            let loopback = try await SecureLoopback.listen(with: certificates, echoes: true)
            let before = try await loopback.connect()
            let receiver = RecordingReceiver()
            before.start(delivering: receiver)

            #expect(try certificates.reloadIfChanged() == false)
            try files.write(chain: "second", key: "second")
            #expect(try certificates.reloadIfChanged() == true)
            try await loopback.connect().abort()

            // By another authority, so that it is seen which one the server shows.
            try files.write(chain: "untrusted", key: "untrusted")
            try certificates.reload()
            await #expect(throws: WebSocketConnectError.certificateNotTrusted) { try await loopback.connect() }
            try await loopback.connect(trust: Self.stranger).abort()

            try before.send(EncodedMessage(bytes: [0x41]))
            var recording = Recording(receiver)
            #expect(await recording.next() == .message([0x41]))
            before.abort()
            await loopback.listener.close()
        }

        @Test("A renewal that cannot be used is an error each time, and what was in use stays")
        func brokenRenewal() async throws {
            let files = try CertificateFiles("first")
            let certificates = try ServerCertificates(chainFile: files.chain, keyFile: files.key)
            let loopback = try await SecureLoopback.listen(with: certificates, echoes: true)

            try files.write(chain: "second")
            for _ in 1...2 {
                #expect(throws: TLSSetupError.keyMismatch) { try certificates.reloadIfChanged() }
            }
            try await loopback.connect().abort()

            try files.removeKey()
            for _ in 1...2 {
                #expect(throws: TLSSetupError.unreadable(file: files.key, reason: "No such file or directory")) {
                    try certificates.reload()
                }
            }
            try await loopback.connect().abort()

            try files.write(key: "second")
            #expect(try certificates.reloadIfChanged() == true)
            try await loopback.connect().abort()
            await loopback.listener.close()
        }

        @Test("What was in use may come back after a renewal that cannot be used")
        func takenBack() throws {
            let files = try CertificateFiles("first")
            let certificates = try ServerCertificates(chainFile: files.chain, keyFile: files.key)
            try files.write(chain: "second")
            #expect(throws: TLSSetupError.keyMismatch) { try certificates.reload() }
            try files.write(chain: "first")
            #expect(try certificates.reloadIfChanged() == false)
        }

        @Test("Certificates may be given and replaced as bytes")
        func bytes() async throws {
            let certificates = try ServerCertificates(
                chain: TestCertificates.bytes("first"),
                key: TestCertificates.bytes("first.key")
            )
            let loopback = try await SecureLoopback.listen(with: certificates)
            try await loopback.connect().abort()
            try certificates.reload()
            let (chain, key) = (try TestCertificates.bytes("untrusted"), try TestCertificates.bytes("untrusted.key"))
            #expect(throws: TLSSetupError.keyMismatch) {
                try certificates.replace(chain: TestCertificates.bytes("first"), key: key)
            }
            try certificates.replace(chain: chain, key: key)
            try await loopback.connect(trust: Self.stranger).abort()
            #expect(try certificates.reloadIfChanged() == false)
            await loopback.listener.close()
        }

        @Test("A certificate that has expired is taken, for it may be renewed while the server runs")
        func expired() throws {
            _ = try TestCertificates.server("expired")
        }

        @Test("What cannot be used is an error that says why")
        func unusable() throws {
            let (chain, key) = (TestCertificates.path("first"), TestCertificates.path("first.key"))
            let other = TestCertificates.path("second.key")
            #expect(throws: TLSSetupError.keyMismatch) { try ServerCertificates(chainFile: chain, keyFile: other) }
            #expect(throws: TLSSetupError.noCertificate(file: key)) {
                try ServerCertificates(chainFile: key, keyFile: key)
            }
            #expect(throws: TLSSetupError.noPrivateKey(file: chain)) {
                try ServerCertificates(chainFile: chain, keyFile: chain)
            }
            let folder = TestCertificates.path("..").dropLast("..pem".count)
            #expect(throws: TLSSetupError.unreadable(file: String(folder), reason: "Is a directory")) {
                try ServerCertificates(chainFile: String(folder), keyFile: key)
            }
            #expect(throws: TLSSetupError.noCertificate(file: nil)) { try ServerCertificates(chain: [], key: []) }
            #expect(throws: TLSSetupError.noPrivateKey(file: nil)) {
                try ServerCertificates(chain: TestCertificates.bytes("first"), key: [])
            }
            #expect(throws: TLSSetupError.noPrivateKey(file: nil)) {
                try ServerCertificates(chain: TestCertificates.bytes("first"), key: Array("-----BEGIN".utf8))
            }
        }
    }
#endif
