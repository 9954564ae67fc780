/// Writes an error where it is of the type that the schema declares, and says whether it is.
@usableFromInline
typealias FailureWriter = @Sendable (any Error, inout WireWriter) throws(ConversionError) -> Bool

/// One registered handler with its types erased, once, where it was registered.
final class Handler<Peer: Sendable>: Sendable {
    /// Converts the arguments of a call, runs the handler and ends the call with its answer or its error.
    typealias Body = @Sendable (_ call: HandlerCall, _ peer: Peer) async -> Void

    /// How numbers convert.
    let conversion: Conversion
    /// Writes an error that the schema declares; `nil` where it declares none.
    let writeFailure: FailureWriter?
    /// Converts the arguments and lets go of them.
    let check: @Sendable (inout ArgumentReader) throws(ConversionError) -> Void
    let body: Body

    init(
        conversion: Conversion,
        writeFailure: FailureWriter?,
        check: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> Void,
        body: @escaping Body
    ) {
        self.conversion = conversion
        self.writeFailure = writeFailure
        self.check = check
        self.body = body
    }

    /// Whether the arguments convert.
    func takes(_ arguments: BorrowedArguments) -> Bool {
        var reader = ArgumentReader(arguments, conversion: conversion)
        do throws(ConversionError) {
            try check(&reader)
            return true
        } catch {
            return false
        }
    }
}

/// A handler and whom it serves.
enum BoundHandler: Sendable {
    case server(Handler<Client>, Client)
    case client(Handler<FairwayClient>, FairwayClient)

    var conversion: Conversion {
        switch self {
        case .server(let handler, _): handler.conversion
        case .client(let handler, _): handler.conversion
        }
    }

    /// Writes an error that the schema declares; `nil` where it declares none.
    var writeFailure: FailureWriter? {
        switch self {
        case .server(let handler, _): handler.writeFailure
        case .client(let handler, _): handler.writeFailure
        }
    }

    /// Converts the arguments of a call, runs the handler and ends the call.
    @inline(__always)
    func run(_ call: HandlerCall) async {
        switch self {
        case .server(let handler, let client): await handler.body(call, client)
        case .client(let handler, let client): await handler.body(call, client)
        }
    }
}

/// Which of the two handlers of an event is meant.
public enum HandlerKind: Sendable, Hashable, CaseIterable {
    /// The handler of every event; registering again replaces it.
    case on
    /// The handler of one event, which comes before the other; registering again replaces it.
    case once
}
