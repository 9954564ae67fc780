import Fairway

// What the server does to its clients.
extension MainHandlers {
    func ask(question: String, from client: Client) async throws -> String {
        try await client.answer(question: question)
    }

    func shout(text: String, from client: Client) async -> Int {
        let channel = client.server[Conformance.Main.self]
        let receivers = channel.clients.count { $0.client.isOpen }
        let failures = await channel.emit(.said(text: text))
        return max(0, receivers - failures.count)
    }

    func hangUp(status: Int, reason: String, from client: Client) throws {
        guard let number = UInt16(exactly: status), StatusCode(rawValue: number).isSendable else {
            throw Rejection("\(status) is no status that a close can carry")
        }
        client.close(status: StatusCode(rawValue: number), reason: reason)
    }
}
