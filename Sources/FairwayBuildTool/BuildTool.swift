import FairwayCommands

/// The tool that the build plugin runs: `fairway-generate SCHEMA --output FILE [OPTIONS]`.
@main
enum BuildTool {
    static func main() {
        do throws(BuildToolArguments.Misuse) {
            let arguments = try BuildToolArguments(CommandLine.arguments.dropFirst())
            BindingGeneration(jobs: [arguments.job]).run().exit()
        } catch {
            CommandOutcome(usage: "\(error.message)\n\(BuildToolArguments.usage)").exit()
        }
    }
}
