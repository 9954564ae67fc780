import Synchronization

/// A value that handlers and a test share.
final class Shared<Value: Sendable>: Sendable {
    private let storage: Mutex<Value>

    init(_ value: Value) {
        storage = Mutex(value)
    }

    var value: Value { storage.withLock(\.self) }

    func change(_ body: (inout Value) -> Void) {
        storage.withLock { value in
            var copy = value
            body(&copy)
            value = copy
        }
    }
}

/// What a test waits for, in order.
final class Events<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func add(_ value: Value) {
        continuation.yield(value)
    }

    /// Waits for the next one; one task at a time may wait.
    func next() async -> Value? {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next()
    }

    func next(_ count: Int) async -> [Value] {
        var values: [Value] = []
        while values.count < count, let value = await next() { values.append(value) }
        return values
    }
}

/// Waits that end only with their task.
func waitUntilCancelled() async {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    await withTaskCancellationHandler {
        for await _ in stream {}
    } onCancel: {
        continuation.finish()
    }
}
