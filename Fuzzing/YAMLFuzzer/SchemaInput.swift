import FairwayGenerator
import FairwaySchema
import FuzzDriver

/// Bytes that may be a schema, and what must hold for them whatever they are.
struct SchemaInput {
    private static let path = "chat.yaml"
    /// What a schema finds beside it under this name, so that references to other files lead somewhere.
    private static let neighbour = Array("fairway: 1\ntypes: { Shared: { fields: { id: uuid } } }\n".utf8)

    let bytes: [UInt8]

    func check() {
        let result = load()
        let errors = result.diagnostics.filter { $0.severity == .error }
        require((result.schema == nil) == !errors.isEmpty, "there is a schema unless there is an error")
        require(result.diagnostics == load().diagnostics, "the same bytes have the same diagnostics")
        checkPlaces(of: result.diagnostics)
        if let schema = result.schema { checkSwift(of: schema) }
    }

    private func load() -> SchemaResult {
        let loader = SchemaLoader { path throws(SchemaFileError) in
            switch path {
            case Self.path: return bytes
            case "base.yaml": return Self.neighbour
            default: throw SchemaFileError(message: "no such file")
            }
        }
        return loader.load(path: Self.path)
    }

    /// Every place that a person is told is one in the text, or right behind a line of it.
    private func checkPlaces(of diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        let widths = self.widths
        for diagnostic in diagnostics {
            for location in [diagnostic.location] + diagnostic.notes.map(\.location) where location.path == Self.path {
                require(location.line >= 1 && location.column >= 1, "\(location) counts from 1")
                require(location.line <= widths.count, "line \(location.line) of \(widths.count)")
                require(location.column <= widths[location.line - 1] + 1, "\(diagnostic) is inside its line")
            }
            let lines = diagnostic.description.split(separator: "\n", omittingEmptySubsequences: false)
            require(lines.count == 1 + diagnostic.notes.count, "a diagnostic is a line, and so is a note")
            require(
                diagnostic.description.unicodeScalars.allSatisfy {
                    $0 == "\n" || $0.properties.generalCategory != .control
                },
                "a diagnostic disturbs no terminal"
            )
        }
    }

    /// How many scalars each line has.
    private var widths: [Int] {
        var widths = [0]
        var last: Unicode.Scalar = " "
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\n", "\r": widths.append(0)
            default: widths[widths.count - 1] += 1
            }
            last = scalar
        }
        return widths
    }

    private func checkSwift(of schema: Schema) {
        // One of them for each input, as there are many inputs.
        let access = GenerationOptions.AccessLevel.allCases[bytes.count % GenerationOptions.AccessLevel.allCases.count]
        let options = GenerationOptions(access: access, sourceFileName: Self.path)
        let text = SwiftGenerator().generate(schema, options: options)
        require(text == SwiftGenerator().generate(schema, options: options), "the same schema gives the same text")
        require(
            text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control },
            "generated text holds no control character"
        )
    }
}
