#if TLS
    import Fairway
    import Foundation

    @testable import FairwayNIO

    /// The files beside this one, by their names without endings.
    enum TestCertificates {
        static func path(_ name: String) -> String {
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Certificates/\(name).pem").path
        }

        static func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: path(name))))
        }

        static func server(_ name: String = "first") throws -> ServerCertificates {
            try ServerCertificates(chainFile: path(name), keyFile: path("\(name).key"))
        }

        /// Trusts the one authority that the tests trust.
        static var trust: TLSTrust { .certificates(inFile: path("authority")) }
    }

    /// A chain and a key as files of a test's own, which it may change.
    final class CertificateFiles {
        private let folder: URL
        let chain: String
        let key: String

        init(_ name: String) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            chain = folder.appending(path: "chain.pem").path
            key = folder.appending(path: "key.pem").path
            try write(chain: name, key: name)
        }

        func write(chain: String? = nil, key: String? = nil) throws {
            if let chain {
                try Data(TestCertificates.bytes(chain)).write(to: URL(filePath: self.chain))
            }
            if let key {
                try Data(TestCertificates.bytes("\(key).key")).write(to: URL(filePath: self.key))
            }
        }

        func removeKey() throws {
            try FileManager.default.removeItem(atPath: key)
        }

        deinit {
            // What is left lies in a folder for temporary files.
            try? FileManager.default.removeItem(at: folder)
        }
    }
#endif
