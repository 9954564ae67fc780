import Fairway
import FairwayTesting
import Foundation

/// Tries every case of the schemas that `Author` made up: `Check FOLDER`.
@main
enum Check {
    static func main() async throws {
        let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
        var failures = 0
        for suite in Suite.all {
            let text = try String(contentsOf: folder.appending(path: "\(suite.name).cases"), encoding: .utf8)
            let cases = try text.split(separator: "\n").map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
            let failed = try await run(cases, of: suite)
            print("\(suite.name): \(cases.count) cases with \(suite.trials.count) types, \(failed) failed")
            failures += failed
        }
        exit(failures == 0 ? 0 : 1)
    }

    private static func run(_ cases: [Case], of suite: Suite) async throws -> Int {
        let server = FairwayServer()
        for trial in suite.trials.values { trial.register(on: server) }
        let peer = RawPeer(connectingTo: server)
        let client = FairwayClient()
        try await client.connect(to: server)
        var failed = 0
        for (index, element) in cases.enumerated() {
            guard let trial = suite.trials[element.event] else { throw Failure("no trial for '\(element.event)'") }
            do {
                try await element.run(trial, peer, client, number: index + 1)
            } catch {
                failed += 1
                if failed <= 20 {
                    print("\(suite.name), \(element.event), \(element.kind): \(error)\n  \(element.value)")
                }
            }
        }
        await client.close()
        return failed
    }
}
