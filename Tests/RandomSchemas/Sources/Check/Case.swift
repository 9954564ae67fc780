import Fairway
import FairwayTesting

/// One value and what is expected of it.
struct Case: Decodable {
    let event: String
    let kind: Kind
    let value: String
    let path: String?
    let steps: [JSONValue]?
    let replacement: JSONValue?
    let count: Int?

    enum Kind: String, Decodable {
        /// It goes through unchanged.
        case fits
        /// It is refused where the path says.
        case misfit
        /// With the change it is refused before it is sent.
        case excess
    }

    func run(_ trial: any Trying, _ peer: RawPeer, _ client: FairwayClient, number: Int) async throws {
        let bytes = Array(value.utf8)
        switch kind {
        case .fits:
            try trial.roundTrip(bytes)
            guard case .object(let frame) = try await answer(of: peer, number), let answer = frame["d"] else {
                throw Failure("the request was rejected")
            }
            // The answer is read once more, so that it is a value of the type too.
            try trial.roundTrip(answer.wireBytes())
        case .misfit:
            guard case .object(let frame) = try await answer(of: peer, number), case .object(let reason)? = frame["e"],
                case .string(let message)? = reason["message"]
            else { throw Failure("it was not refused") }
            try expectPath(in: message)
        case .excess:
            do {
                try await trial.send(bytes, changed: change, with: client)
            } catch let error as ConversionError {
                return try expectPath(in: "\(error)")
            }
            throw Failure("it was sent")
        }
    }

    private func answer(of peer: RawPeer, _ number: Int) async throws -> JSONValue {
        try peer.send(#"{"i":\#(number),"a":["\#(event)",\#(value)]}"#)
        guard case .message(let text) = await peer.next() else { throw Failure("the link ended") }
        return try JSONValue(wireBytes: Array(text.utf8))
    }

    private func expectPath(in message: String) throws {
        let path = path ?? ""
        // The path stands in quotes, so that no longer one passes for it.
        guard message.contains("'\(path)'") else { throw Failure("'\(path)' is not what the error names: \(message)") }
    }

    private func change(_ tree: inout JSONValue) throws {
        try Self.change(&tree, (steps ?? [])[...]) { place in
            if let replacement {
                place = replacement
            } else if case .array(let elements) = place, let first = elements.first, let count {
                place = .array(Array(repeating: first, count: count))
            } else {
                throw Failure("there is nothing to repeat at the end of \(steps ?? [])")
            }
        }
    }

    private static func change(
        _ tree: inout JSONValue,
        _ steps: ArraySlice<JSONValue>,
        _ body: (inout JSONValue) throws -> Void
    ) throws {
        guard let step = steps.first else { return try body(&tree) }
        switch (step, tree) {
        case (.string(let key), .object(var members)):
            guard var member = members[key] else { throw Failure("no member '\(key)' in \(tree)") }
            try change(&member, steps.dropFirst(), body)
            members[key] = member
            tree = .object(members)
        case (.number(let number), .array(var elements)):
            guard let index = number.integer(as: Int.self), elements.indices.contains(index) else {
                throw Failure("no element \(number) in \(tree)")
            }
            try change(&elements[index], steps.dropFirst(), body)
            tree = .array(elements)
        default: throw Failure("no \(step) in \(tree)")
        }
    }
}
