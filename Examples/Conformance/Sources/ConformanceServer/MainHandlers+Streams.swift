import Fairway

// Answers that come bit by bit, and in a conversation.
extension MainHandlers {
    func count(upTo last: Int, from client: Client) -> Numbers { Numbers(upTo: last) }

    func failAfter(values: Int, message: String, from client: Client) -> Numbers {
        Numbers(upTo: values, then: Rejection(message))
    }

    func forever(from client: Client) -> Numbers { Numbers(upTo: .max) }

    func calculator(from client: Client) -> CalculatorHandlers { CalculatorHandlers() }
}
