import Fairway

// The three ways to refuse.
extension MainHandlers {
    func fail(message: String, from client: Client) throws { throw Rejection(message) }

    func refuse(why: Conformance.Refusal, from client: Client) throws { throw why }

    func crash(from client: Client) throws { throw Crash() }
}

/// An error of the inside, whose words no peer may see.
private struct Crash: Error, CustomStringConvertible {
    let description = "the secret of the server"
}
