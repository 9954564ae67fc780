import FairwayCommands

/// The tool that the build plugin runs, once for the schemas of a target.
@main
enum BuildTool {
    static func main() {
        do throws(BuildToolArguments.Misuse) {
            let arguments = try BuildToolArguments(CommandLine.arguments.dropFirst())
            BindingGeneration(jobs: arguments.jobs, module: arguments.module).run().exit()
        } catch {
            CommandOutcome(usage: "\(error.message)\n\(BuildToolArguments.usage)").exit()
        }
    }
}
