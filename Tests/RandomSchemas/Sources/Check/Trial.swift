import Fairway
import FairwayTesting
import Foundation

/// What is tried with the types of one schema.
struct Suite: Sendable {
    let name: String
    let trials: [String: any Trying]
}

/// What is tried with one type, which is hidden.
protocol Trying: Sendable {
    func register(on server: FairwayServer)
    /// Takes a value that fits through our coding and through `Codable`.
    func roundTrip(_ bytes: [UInt8]) throws
    /// Breaks a constraint of a value that fits and makes a request with it.
    func send(_ bytes: [UInt8], changed: (inout JSONValue) throws -> Void, with client: FairwayClient) async throws
}

struct Trial<Value: WireCodable & Codable & Hashable>: Trying {
    let register: @Sendable (FairwayServer) -> Void
    let request: @Sendable (FairwayClient, Value) async throws -> Value

    func register(on server: FairwayServer) {
        register(server)
    }

    func roundTrip(_ bytes: [UInt8]) throws {
        let value = try Value(wireBytes: bytes)
        let again = try Value(wireBytes: value.wireBytes())
        guard again == value, again.hashValue == value.hashValue else {
            throw Failure("our coding gives another value: \(value) and \(again)")
        }
        // In a list, because not every decoder takes a scalar at the top.
        let decoded = try JSONDecoder().decode([Value].self, from: JSONEncoder().encode([value]))
        guard decoded == [value] else { throw Failure("Codable gives another value: \(value) and \(decoded)") }
    }

    func send(
        _ bytes: [UInt8],
        changed change: (inout JSONValue) throws -> Void,
        with client: FairwayClient
    ) async throws {
        let value = try Value(wireBytes: bytes)
        var tree = try [JSONValue](wireBytes: Array(JSONEncoder().encode([value])))
        try change(&tree[0])
        let changed = try JSONDecoder().decode([Value].self, from: Data(tree.wireBytes()))
        _ = try await request(client, changed[0])
    }
}

/// What a trial came to instead of what it should have.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
