import CEpoll
import Glibc
import Workload

/// The connections of a measurement, and what waits for something to happen on them.
final class Crowd {
    let connections: [LoadConnection]
    /// The place of one that is looked at between the others, so that what comes on it does not wait behind what has come on
    /// them.
    var foremost: Int?
    /// For how many nanoseconds there was something to do.
    private(set) var busyTime: UInt64 = 0

    /// How many others come between two looks at the foremost.
    private static let foremostInterval = 8
    private let poller: Int32
    private let patience: Int32
    // Safe: the system fills at most as many as there are and says how many; it lives as long as this object.
    private let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)
    private var lastMessage = Monotonic.now()

    /// Opens all connections.
    init(_ options: LoadOptions, messageSize: Int) throws {
        poller = epoll_create1(0)
        guard poller >= 0 else { throw Failure("no epoll: \(reason())") }
        patience = options.sleeps ? 100 : 0
        let depth = options.depth
        connections = try (0..<options.connections).map { number in
            try LoadConnection(port: options.port, number: number, depth: depth, messageSize: messageSize)
        }
        for (index, connection) in connections.enumerated() {
            try watch(connection, index, EPOLL_CTL_ADD)
        }
    }

    deinit {
        close(poller)
        events.deallocate()
    }

    /// Takes what has come on every connection, and sends what that has caused.
    func turn(_ take: (LoadConnection, UnsafeRawBufferPointer, _ time: UInt64) throws -> Void) throws {
        let count = Int(epoll_wait(poller, events.baseAddress, Int32(events.count), patience))
        let begin = Monotonic.now()
        guard count > 0 else {
            guard begin - min(lastMessage, begin) < 10_000_000_000 else { throw Failure("nothing has come for 10 s") }
            return
        }
        lastMessage = begin
        for (place, event) in events[..<count].enumerated() {
            if let foremost, place % Self.foremostInterval == 0 { try receive(foremost, take) }
            let index = Int(event.data.u32)
            if event.events & ~EPOLLOUT.rawValue != 0 {
                try receive(index, take)
            } else {
                try flush(connections[index], index)
            }
        }
        busyTime += Monotonic.now() - begin
    }

    @inline(__always)
    private func receive(
        _ index: Int,
        _ take: (LoadConnection, UnsafeRawBufferPointer, _ time: UInt64) throws -> Void
    ) throws {
        let connection = connections[index]
        try connection.receive { try take(connection, $0, $1) }
        try flush(connection, index)
    }

    /// Sends what waits on a connection, now and as soon as there is room.
    func flush(_ connection: LoadConnection, _ index: Int) throws {
        guard !connection.output.isEmpty || connection.awaitsRoom else { return }
        try connection.output.flush(to: connection.socket.descriptor)
        if connection.output.isEmpty == connection.awaitsRoom {
            connection.awaitsRoom.toggle()
            try watch(connection, index, EPOLL_CTL_MOD)
        }
    }

    private func watch(_ connection: LoadConnection, _ index: Int, _ operation: Int32) throws {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | (connection.awaitsRoom ? EPOLLOUT.rawValue : 0)
        event.data.u32 = UInt32(index)
        guard epoll_ctl(poller, operation, connection.socket.descriptor, &event) == 0 else {
            throw Failure("a connection cannot be watched: \(reason())")
        }
    }
}
