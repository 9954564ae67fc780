import Fairway

/// An error that is not for the outside.
struct LifeFailure: Error {}

/// The handlers of a life, the same on both sides.
struct LifeHandlers<Side: RemoteSide>: Sendable where Side.Outgoing == UntypedEvent {
    let ledger: LifeLedger
    /// The other side; `nil` after the life.
    let peer: @Sendable () -> Side?
    /// What tells the connection apart on which an event has come.
    let connection: @Sendable () -> String

    func register<Registry: HandlerRegistry>(on registry: Registry) where Registry.Sender.Binding == Untyped {
        let token = LifeToken(ledger)
        registry.on("echo") { (tag: Int) in try await run("echo", tag, token) { tag } }
        registry.on("slow") { (tag: Int) in
            try await run("slow", tag, token) {
                await ledger.gates.wait(tag)
                // An odd one answers late where it was cancelled; nobody may get that.
                if tag.isMultiple(of: 2) { try Task.checkCancellation() }
                return tag
            }
        }
        registry.on("held") { (tag: Int) in
            try await run("held", tag, token) {
                await waitUntilCancelled()
                return tag
            }
        }
        registry.on("askBack") { (tag: Int, depth: Int) in
            try await run("askBack", tag, token) {
                guard depth > 0, let peer = peer() else { return tag }
                guard await ledger.ask(.askBack(depth: depth - 1), of: peer) else { throw LifeFailure() }
                return tag
            }
        }
        registry.on("refuse") { (tag: Int) -> Int in
            try await run("refuse", tag, token) { throw Rejection("no \(tag)") }
        }
        registry.on("fail") { (tag: Int) -> Int in
            try await run("fail", tag, token) { throw LifeFailure() }
        }
        registry.on("mismatch") { (text: String) in text.count }
        registerFlicker(on: registry)
        registry.on("note") { (tag: Int, number: Int, stream: String) in
            ledger.hear(number, of: "\(stream) on \(connection())")
            _ = try await run("note", tag, token) {
                if number.isMultiple(of: 3) { await Task.yield() }
                return tag
            }
        }
        registry.on("slowNote") { (tag: Int, number: Int, stream: String) in
            ledger.hear(number, of: "\(stream) on \(connection())")
            _ = try await run("slowNote", tag, token) {
                await ledger.gates.wait(tag)
                // The handler of a plain event runs to its end, whatever becomes of the connection.
                if Task.isCancelled { ledger.complain("slowNote \(tag) was cancelled") }
                return tag
            }
        }
    }

    /// Registers the handler that comes and goes.
    func registerFlicker<Registry: HandlerRegistry>(on registry: Registry) where Registry.Sender.Binding == Untyped {
        let token = LifeToken(ledger)
        registry.on("flicker") { (tag: Int) in try await run("flicker", tag, token) { tag } }
    }

    private func run(
        _ event: String,
        _ tag: Int,
        _ token: LifeToken,
        _ body: () async throws -> Int
    ) async throws -> Int {
        ledger.begin(tag, event)
        defer { withExtendedLifetime(token) { ledger.end(tag) } }
        return try await body()
    }
}
