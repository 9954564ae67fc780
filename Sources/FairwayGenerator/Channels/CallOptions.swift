import FairwaySchema

/// What a descriptor and a request say about an event besides its name and arguments, each as a labelled argument.
struct CallOptions {
    private let conversion: String?
    private let timeout: String?
    private let thrown: String?
    private let constraint: String?

    init(
        of event: EventDeclaration,
        on channel: ChannelDeclaration,
        scope: SwiftSpelling.Scope,
        context: EmissionContext
    ) {
        conversion = channel.conversion == .exact ? nil : "conversion: .\(channel.conversion.rawValue)"
        timeout = event.timeout.map(Self.timeout)
        thrown = event.thrownType.map { "throws: \(context.spelling($0, in: scope)).self" }
        constraint =
            switch event.answer {
            case .value(let type), .stream(let type): context.demand(type.constraint, of: type.type).first
            case .none, .void, .conversation: nil
            }
    }

    /// What a descriptor takes behind its name.
    var descriptor: [String] { [conversion, thrown, constraint].compactMap(\.self) }
    /// What a request takes, in the order of the runtime's parameters.
    var request: [String] { [timeout, conversion, thrown, constraint].compactMap(\.self) }

    private static func timeout(_ milliseconds: Int) -> String {
        let isWhole = milliseconds.isMultiple(of: 1000)
        return "timeout: \(isWhole ? ".seconds(\(milliseconds / 1000))" : ".milliseconds(\(milliseconds))")"
    }
}
