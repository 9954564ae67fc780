import Foundation

/// A client's WebSocket as a bare socket, so that ten thousand of them take this process little time and memory.
final class IdleClient {
    /// How many connections one source address is used for, fewer than it has ports.
    private static let connectionsPerAddress = 20_000

    private let socket: Int32

    /// Connects and opens the WebSocket.
    init(port: UInt16, number: Int) throws {
        #if canImport(Darwin)
            socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #else
            socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard socket >= 0 else { throw Failure("no socket: \(errno)") }
        if number >= Self.connectionsPerAddress {
            let host = UInt32(1 + number / Self.connectionsPerAddress)
            try withAddress(0x7F00_0000 + host, port: 0, "bind") { bind(socket, $0, $1) }
        }
        try withAddress(0x7F00_0001, port: port, "connect") { connect(socket, $0, $1) }
        try send(
            Array(
                """
                GET / HTTP/1.1\r
                Host: 127.0.0.1\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r

                """.utf8
            )
        )
        guard try receive(upTo: Array("\r\n\r\n".utf8)).starts(with: Array("HTTP/1.1 101".utf8)) else {
            throw Failure("the handshake was refused")
        }
    }

    deinit {
        close(socket)
    }

    /// Sends a request, which bare NIO takes for a text to send back, and waits for what comes.
    func ask() throws {
        let text = Array(#"{"i":1,"a":["echo","hello"]}"#.utf8)
        // A mask of zeros leaves the text as it is.
        try send([0x81, 0x80 | UInt8(text.count), 0, 0, 0, 0] + text)
        _ = try receive(upTo: Array("}".utf8))
    }

    private func withAddress(
        _ address: UInt32,
        port: UInt16,
        _ name: String,
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
        guard result == 0 else { throw Failure("\(name): \(errno)") }
    }

    private func send(_ bytes: [UInt8]) throws {
        guard Foundation.send(socket, bytes, bytes.count, 0) == bytes.count else { throw Failure("send: \(errno)") }
    }

    private func receive(upTo end: [UInt8]) throws -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while !received.suffix(end.count).elementsEqual(end) {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure("the server hung up") }
            received += buffer.prefix(count)
        }
        return received
    }
}
