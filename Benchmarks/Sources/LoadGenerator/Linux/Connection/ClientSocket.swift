import Glibc
import Workload

/// A socket on which a WebSocket has been opened; it blocks until ``stopBlocking()``.
struct ClientSocket: ~Copyable {
    /// How many connections one source address is used for, fewer than it has ports.
    private static let connectionsPerAddress = 20_000
    private static let handshake = """
        GET / HTTP/1.1\r
        Host: 127.0.0.1\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r

        """
    /// What RFC 6455, section 1.3, gives for that key.
    private static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    let descriptor: Int32

    /// Connects and opens the WebSocket.
    init(port: UInt16, number: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("no socket for connection \(number): \(reason())") }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        if number >= Self.connectionsPerAddress {
            let host = UInt32(1 + number / Self.connectionsPerAddress)
            try withAddress(0x7F00_0000 + host, port: 0, "bind connection \(number)") { bind(descriptor, $0, $1) }
        }
        try withAddress(0x7F00_0001, port: port, "connect to port \(port)") { connect(descriptor, $0, $1) }
        try open(number)
    }

    deinit {
        close(descriptor)
    }

    func stopBlocking() {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    private func open(_ number: Int) throws {
        let request = Array(Self.handshake.utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw Failure("cannot send the handshake of connection \(number): \(reason())")
        }
        var answer = ""
        // One byte at a time, so that nothing is taken of what comes after it.
        while !answer.utf8.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            var byte: UInt8 = 0
            guard recv(descriptor, &byte, 1, 0) == 1 else {
                throw Failure(
                    "the handshake of connection \(number) was not answered within 5 s; the server may have too few descriptors"
                )
            }
            answer.unicodeScalars.append(Unicode.Scalar(byte))
        }
        guard answer.hasPrefix("HTTP/1.1 101"), answer.contains(Self.accept) else {
            throw Failure("the handshake of connection \(number) was refused: \(answer.prefix { !$0.isNewline })")
        }
    }

    private func withAddress(
        _ address: UInt32,
        port: UInt16,
        _ action: String,
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = address.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Safe: every socket address begins as `sockaddr` does, the size is that of the whole, and no pointer is kept.
        let result = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, size) }
        }
        guard result == 0 else { throw Failure("cannot \(action): \(reason())") }
    }
}

/// Why the last call of the system's failed, in its words.
func reason() -> String {
    String(cString: strerror(errno))
}
