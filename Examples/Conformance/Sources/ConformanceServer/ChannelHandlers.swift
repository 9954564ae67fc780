import Fairway

/// Handles the channel `named`, on which the names that the main channel reserves are free.
struct NamedHandlers: Conformance.Named.ServerHandler {
    func open(value: String, from client: Conformance.Named.RemoteClient) -> String { value.uppercased() }

    func message(value: String, from client: Conformance.Named.RemoteClient) -> String { value.uppercased() }

    func echo(value: JSONValue, from client: Conformance.Named.RemoteClient) -> JSONValue { value }
}

/// Handles the channel `lenient`, where numbers that are no integers are cut to one.
struct LenientHandlers: Conformance.Lenient.ServerHandler {
    func add(a: Int, b: Int, from client: Conformance.Lenient.RemoteClient) throws -> Int { try sum(a, b) }
}
