import ArgumentParser
import Fairway
import FairwayNIO
import Scenarios

/// Runs one scenario against a server of another library, which somebody has started.
@main
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fairway-scenario",
        abstract: "Holds a Fairway client against a server of another library.",
        discussion: "Tests/Interop/README.md says how the servers are started and the frames recorded."
    )

    @Argument(help: "One of \((Scenario.recorded + Scenario.unrecorded).map(\.name).joined(separator: ", ")).")
    var scenario: String

    @Argument(help: "The library of the server: \(ServerLibrary.allCases.map(\.rawValue).joined(separator: " or ")).")
    var library: String

    @Argument(help: "Where the server listens: ws://127.0.0.1:8080/.")
    var url: String

    func run() async throws {
        guard let scenario = (Scenario.recorded + Scenario.unrecorded).first(where: { $0.name == scenario }) else {
            throw ValidationError("No scenario is called \(scenario).")
        }
        guard let library = ServerLibrary(rawValue: library) else {
            throw ValidationError("\(library) is no library that a scenario knows.")
        }
        try await scenario.run(against: library, through: WebSocketConnector(to: url))
        print("\(scenario.name): as expected")
    }
}
