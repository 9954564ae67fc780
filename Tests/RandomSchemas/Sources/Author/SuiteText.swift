/// The Swift that gives the checks the types of one schema.
struct SuiteText {
    let name: String
    let declarations: [Declaration]

    var text: String {
        let entries = declarations.enumerated().map { index, declaration in
            """
                    "take\(index)": Trial<\(name).\(declaration.name)>(
                        register: { server in
                            server[\(name).Main.self].on(\(name).Main.ToServer.take\(index)) { _, value in value }
                        },
                        request: { client, value in try await client[\(name).Main.self].take\(index)(value: value) }
                    ),
            """
        }
        return """
            import Fairway

            extension Suite {
                static let \(name.lowercased()) = Suite(name: "\(name)", trials: [
            \(entries.joined(separator: "\n"))
                ])
            }

            """
    }

    static func list(_ seeds: [UInt64]) -> String {
        """
        extension Suite {
            static let all: [Suite] = [\(seeds.map { ".seed\($0)" }.joined(separator: ", "))]
        }

        """
    }
}
