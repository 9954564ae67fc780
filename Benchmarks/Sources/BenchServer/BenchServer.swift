import Foundation
import Workload

/// A server of `Schemas/bench.yaml`: `bench-server [--port N] [--server fairway|bare|handwritten]`.
///
/// Each kind runs on one thread, so that it needs one core.
@main
struct BenchServer {
    static func main() async {
        do {
            let options = try ServerOptions(arguments: CommandLine.arguments.dropFirst())
            DescriptorLimit.raise()
            do {
                try await options.kind.serve(on: options.port) { port in
                    print("listening on ws://127.0.0.1:\(port)/")
                    fflush(nil)  // Where the output is no terminal it is read while the server runs.
                }
            } catch {
                throw Failure("cannot listen on port \(options.port): \(error)")
            }
        } catch {
            fail("bench-server", error)
        }
    }
}
