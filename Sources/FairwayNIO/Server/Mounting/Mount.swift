import Fairway
import NIOHTTP1

/// Who takes the WebSockets of one path, and whom it lets in.
struct Mount: Sendable {
    let path: MountPath
    let origins: OriginPolicy
    let admission: AdmissionHook?
    /// Takes a WebSocket on the event loop of its connection.
    let receive: @Sendable (any Transport, Handshake, ClientValues) -> Void
    /// Is told of each request that is refused here.
    let onRefusal: @Sendable (RefusedHandshake) -> Void
    /// Is told what the admission hook has thrown.
    let onError: @Sendable (any Error, _ address: String?) -> Void
    /// Is told why the system refuses the listener a connection.
    let onFailedAccept: @Sendable (any Error) -> Void
}

/// Everything that one listener offers under its paths.
struct Site: Sendable {
    let mounts: [Mount]
    /// What the connections begin with, where they have TLS.
    let tls: ServerCertificates?
    let health: HealthPaths?
    let isReady: @Sendable () -> Bool

    init(
        _ mounts: [Mount],
        tls: ServerCertificates? = nil,
        health: HealthPaths? = nil,
        isReady: @escaping @Sendable () -> Bool = { true }
    ) {
        self.mounts = mounts
        self.tls = tls
        self.health = health
        self.isReady = isReady
    }

    /// Who takes what is sent to that path: the most particular, and of those with one path the last.
    func mount(at path: String) -> Mount? {
        let path = MountPath(path)
        return mounts.reversed().filter { $0.path.contains(path) }.max {
            $0.path.segments.count < $1.path.segments.count
        }
    }

    /// What a plain request to a path of the service's health is answered; `nil` for any other.
    func healthAnswer(to path: String) -> HTTPAnswer? {
        switch path {
        case health?.liveness: HTTPAnswer(.ok, "alive")
        case health?.readiness: isReady() ? HTTPAnswer(.ok, "ready") : HTTPAnswer(.serviceUnavailable, "closing")
        default: nil
        }
    }

    /// Tells of a request that belongs to no path: whoever is there first.
    func noteRefusal(_ refusal: RefusedHandshake) {
        mounts.first?.onRefusal(refusal)
    }

    /// Tells that the system has no connection for the listener: whoever is there first.
    @Sendable
    func noteFailedAccept(_ error: any Error) {
        mounts.first?.onFailedAccept(error)
    }
}
