import Fairway

/// Does one thing as often as it is told, for a tool that counts instructions: Counts SCENARIO COUNT. Without arguments
/// it prints the scenarios, each with the number of equal parts that one repetition has.
///
/// Two runs that differ in the count alone differ by what that many repetitions take.
@main
struct Counts {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let scenario = Scenario(rawValue: arguments[1]), let count = Int(arguments[2])
        else {
            for scenario in Scenario.allCases { print("\(scenario.rawValue): \(scenario.parts)") }
            return
        }
        try scenario.run(count)
    }
}

/// What is counted.
enum Scenario: String, CaseIterable {
    case decodeS = "decode S"
    case decodeM = "decode M"
    case encodeS = "encode S"
    case encodeM = "encode M"
    case dispatchS = "dispatch S"
    case dispatchM = "dispatch M"
    case requestS = "request S"
    case requestM = "request M"
    case broadcast = "broadcast M"

    /// How many connections have what is broadcast.
    static let receivers = 100

    var parts: Int { self == .broadcast ? Self.receivers : 1 }

    func run(_ count: Int) throws {
        switch self {
        case .decodeS: try Self.decode(.small, count)
        case .decodeM: try Self.decode(.medium, count)
        case .encodeS: try Self.encode(.small, count)
        case .encodeM: try Self.encode(.medium, count)
        // On no task, as on an event loop.
        case .dispatchS: Self.dispatch(try .small, count)
        case .dispatchM: Self.dispatch(try .medium, count)
        case .requestS:
            try Pump.run { pump in
                try await Self.request(.small, count, on: pump) { try await $0.echoS(value: $1) }
            }
        case .requestM:
            try Pump.run { pump in
                try await Self.request(.medium, count, on: pump) { try await $0.echoM(value: $1) }
            }
        case .broadcast: try Pump.run { _ in try await Self.broadcast(count) }
        }
    }
}
