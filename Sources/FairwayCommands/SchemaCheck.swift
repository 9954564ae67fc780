/// The command `check`: reads schemas and says what is wrong with them.
package struct SchemaCheck: Sendable {
    package let paths: [String]

    package init(paths: [String]) {
        self.paths = paths
    }

    package func run() -> CommandOutcome {
        var outcome = CommandOutcome()
        var files = SchemaFiles()
        for path in paths { _ = files.load(path, outcome: &outcome) }
        return outcome
    }
}
