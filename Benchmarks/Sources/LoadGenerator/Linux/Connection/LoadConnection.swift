import Glibc
import Workload

/// One open WebSocket of the generator.
final class LoadConnection {
    /// A request that is not answered yet, and when it was made.
    struct OpenRequest {
        var id: Int
        var time: UInt64
    }

    let socket: ClientSocket
    var output: FrameOutput
    private var input: FrameInput
    // Safe: it is filled before anybody sees it, and lives as long as this object; places are below `depth`.
    /// The requests in flight, each in its place.
    let requests: UnsafeMutableBufferPointer<OpenRequest>
    /// How many messages have come.
    var receivedCount = 0
    /// Whether the poller is asked to tell when more can be written.
    var awaitsRoom = false

    /// Connects, with room for `depth` messages each way.
    init(port: UInt16, number: Int, depth: Int, messageSize: Int) throws {
        socket = try ClientSocket(port: port, number: number)
        socket.stopBlocking()
        output = FrameOutput(capacity: depth * messageSize + 256)
        input = FrameInput(largestFrame: messageSize)
        requests = .allocate(capacity: depth)
        requests.initialize(repeating: OpenRequest(id: 0, time: 0))
    }

    deinit {
        requests.deallocate()
    }

    /// Takes everything that has come.
    @inline(__always)
    func receive(_ take: (UnsafeRawBufferPointer, _ time: UInt64) throws -> Void) throws {
        var hasMore = true
        while hasMore {
            hasMore = try input.receive(from: socket.descriptor)
            let time = Monotonic.now()
            while let frame = try input.next() {
                switch frame.opcode {
                case 1: try take(frame.payload, time)
                case 8: throw Self.closure(frame.payload)
                case 9: try answerPing(frame.payload)
                default: throw Failure("a frame with opcode \(frame.opcode)")
                }
            }
        }
    }

    /// What a close frame says.
    private static func closure(_ payload: UnsafeRawBufferPointer) -> Failure {
        let status = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        let words = String(decoding: payload.dropFirst(2), as: UTF8.self)
        return Failure("the server has closed a connection with status \(status) \(words)")
    }

    private func answerPing(_ payload: UnsafeRawBufferPointer) throws {
        // A mask of zeros leaves the payload as it is.
        let pong = [0x8A, 0x80 | UInt8(payload.count), 0, 0, 0, 0] + payload
        _ = try pong.withUnsafeBytes { try output.append($0) }
    }
}
