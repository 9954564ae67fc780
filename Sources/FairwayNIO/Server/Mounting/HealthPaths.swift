/// Where plain HTTP requests are told how a service is doing, on the port of its WebSockets.
public struct HealthPaths: Sendable, Hashable {
    /// Answers 200 as long as the service runs at all: `/livez` unless set.
    public var liveness: String
    /// Answers 200 as long as the service takes new clients, and 503 from when it closes: `/readyz` unless set.
    public var readiness: String

    /// Names the two paths.
    public init(liveness: String = "/livez", readiness: String = "/readyz") {
        self.liveness = liveness
        self.readiness = readiness
    }
}
