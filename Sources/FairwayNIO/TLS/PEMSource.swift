#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where certificates or a key in PEM come from.
enum PEMSource: Hashable, Sendable {
    case file(String)
    case bytes([UInt8])

    /// The largest file that is read, in bytes; the authorities of a whole system fit.
    private static let largestFile = 4 * 1_048_576

    /// The file's path, for errors.
    var file: String? {
        if case .file(let path) = self { path } else { nil }
    }

    /// Reads the text.
    func read() throws(TLSSetupError) -> [UInt8] {
        switch self {
        case .bytes(let bytes): bytes
        case .file(let path): try Self.read(path)
        }
    }

    private static func read(_ path: String) throws(TLSSetupError) -> [UInt8] {
        func unreadable(_ number: CInt) -> TLSSetupError {
            .unreadable(file: path, reason: strerror(number).map { String(cString: $0) } ?? "error \(number)")
        }
        guard let file = fopen(path, "rb") else { throw unreadable(errno) }
        defer { fclose(file) }
        var content: [UInt8] = []
        while content.count <= largestFile {
            let part = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                // As much is initialised as was read.
                count = fread(buffer.baseAddress, 1, buffer.count, file)
            }
            guard !part.isEmpty else {
                guard ferror(file) == 0 else { throw unreadable(errno) }
                return content
            }
            content += part
        }
        throw .unreadable(file: path, reason: "it is too large")
    }
}
