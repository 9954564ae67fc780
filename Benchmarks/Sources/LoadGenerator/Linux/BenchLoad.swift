import Foundation
import Workload

/// Drives a server of `Schemas/bench.yaml` that listens on this machine, and prints what it took as a line of JSON:
/// `bench-load load|broadcast|bystander|idle --port N [OPTION VALUE]…`; ``LoadOptions`` lists the options.
///
/// It verifies what comes back, and ends with a message and status 1 where anything is wrong.
@main
struct BenchLoad {
    static func main() {
        do {
            let options = try LoadOptions(arguments: CommandLine.arguments.dropFirst())
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let report =
                switch options.mode {
                case .load: try encoder.encode(ClosedLoop(options).run())
                case .broadcast: try encoder.encode(Broadcast(options).run())
                case .bystander: try encoder.encode(Bystander(options).run())
                case .idle: try encoder.encode(IdleCrowd(options).run())
                }
            print(String(decoding: report, as: UTF8.self))
        } catch {
            fail("bench-load", error)
        }
    }
}
