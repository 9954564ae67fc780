import Fairway

// Which handler comes first. The one that is registered with all the others is `server.on`.
extension MainHandlers {
    private enum Tier: String {
        case serverOn = "server.on"
        case serverOnce = "server.once"
        case clientOn = "client.on"
        case clientOnce = "client.once"
    }

    private typealias Channel = Conformance.Main

    func tier(from client: Client) -> String { Tier.serverOn.rawValue }

    func arm(tier: String, from client: Client) throws {
        switch Tier(rawValue: tier) {
        case .serverOnce: client.server[Channel.self].once(Channel.ToServer.tier) { _ in "server.once" }
        case .clientOn: client.on(Channel.ToServer.tier) { _ in "client.on" }
        case .clientOnce: client.once(Channel.ToServer.tier) { _ in "client.once" }
        case .serverOn, nil: throw Rejection("only server.once, client.on and client.once can be armed")
        }
    }

    func disarm(tier: String, from client: Client) throws {
        switch Tier(rawValue: tier) {
        case .serverOn: client.server[Channel.self].removeHandler(Channel.ToServer.tier, .on)
        case .serverOnce: client.server[Channel.self].removeHandler(Channel.ToServer.tier, .once)
        case .clientOn: client.removeHandler(Channel.ToServer.tier, .on)
        case .clientOnce: client.removeHandler(Channel.ToServer.tier, .once)
        case nil: throw Rejection("only server.on, server.once, client.on and client.once can be disarmed")
        }
    }
}
