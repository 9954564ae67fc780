import FairwaySchema

/// How a union is coded by whatever knows `Codable`: as on the wire.
struct UnionCodableEmitter {
    let union: UnionDeclaration
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        writer.blank()
        emitDecoding(to: &writer)
        writer.blank()
        emitEncoding(to: &writer)
    }

    private var discriminator: String {
        union.discriminator.map { ", discriminator: \(SwiftLiteral.string($0))" } ?? ""
    }

    private func emitDecoding(to writer: inout SourceWriter) {
        let decoder = context.spelling(.decoder, in: .namespace)
        let unionDecoder = context.spelling(.unionDecoder, in: .namespace)
        writer.block("\(context.access)init(from decoder: any \(decoder)) throws") { writer in
            writer.line("let union = try \(unionDecoder)(decoder\(discriminator))")
            writer.line("switch union.name {")
            for element in union.cases {
                let name = SwiftLiteral.string(element.wireName)
                writer.line("case \(name): self = .\(element.name)(try union.value())")
            }
            writer.line(
                union.isFrozen
                    ? "default: throw union.unrecognizedCase()"
                    : "default: self = .unrecognized(name: union.name, value: try union.value())"
            )
            writer.line("}")
        }
    }

    private func emitEncoding(to writer: inout SourceWriter) {
        let encoder = context.spelling(.encoder, in: .namespace)
        let unionEncoder = context.spelling(.unionEncoder, in: .namespace)
        writer.block("\(context.access)func encode(to encoder: any \(encoder)) throws") { writer in
            writer.line("let union = \(unionEncoder)(encoder\(discriminator))")
            writer.line("switch self {")
            for element in union.cases {
                let name = SwiftLiteral.string(element.wireName)
                writer.line("case .\(element.name)(let value): try union.encode(value, as: \(name))")
            }
            if !union.isFrozen {
                writer.line("case .unrecognized(let name, let value): try union.encode(value, as: name)")
            }
            writer.line("}")
        }
    }
}
