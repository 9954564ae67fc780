/// Makes up what is tried with a schema: one line of JSON each.
struct CaseAuthor {
    var values: ValueAuthor

    private static let rounds = 25

    mutating func lines() -> [String] {
        var lines: [String] = []
        for index in values.declarations.indices {
            let event = quoted("take\(index)")
            for _ in 0..<Self.rounds {
                let value = values.value(of: .named(index))
                let json = quoted(value.json)
                lines.append(#"{"event":\#(event),"kind":"fits","value":\#(json)}"#)
                if let misfit = values.misfit(in: value) {
                    let path = quoted(misfit.path)
                    lines.append(
                        #"{"event":\#(event),"kind":"misfit","value":\#(quoted(misfit.json)),"path":\#(path)}"#
                    )
                }
                if let excess = values.excess(in: value) {
                    let steps = excess.steps.map(\.json).joined(separator: ",")
                    let change = excess.replacement.map { #""replacement":\#($0)"# } ?? #""count":\#(excess.count)"#
                    lines.append(
                        #"{"event":\#(event),"kind":"excess","value":\#(json),"path":\#(quoted(excess.path)),"#
                            + #""steps":[\#(steps)],\#(change)}"#
                    )
                }
            }
        }
        return lines
    }
}
