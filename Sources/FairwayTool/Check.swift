import ArgumentParser
import FairwayCommands

/// `fairway check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what is wrong with schemas.",
        discussion: "The status is 0 without errors, 1 with errors and 2 where the command was called wrongly."
    )

    @Argument(help: ArgumentHelp("The schemas.", valueName: "file"))
    var files: [String]

    func run() {
        SchemaCheck(paths: files).run().exit()
    }
}
