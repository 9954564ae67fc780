public import Fairway

/// What a program says to somebody who wants to connect.
public enum Admission: Sendable {
    /// The client may come in, with what the program keeps for it: it is in ``Fairway/Client/values`` from the start.
    case accept(ClientValues = ClientValues())
    /// The client is turned away with an HTTP status from 300 to 599, 403 in place of any other.
    ///
    /// The reason is the body of the answer and is logged. Header fields that would break the answer are left out.
    case refuse(status: Int = 403, reason: String, headers: [HeaderField] = [])
}

/// Decides about a WebSocket that somebody asks for, before it is opened.
///
/// It has as long as the handshake may still take, and its task is cancelled when the connection ends meanwhile or the
/// time is up. What it throws is logged, and answered with 500.
public typealias AdmissionHook = @Sendable (Handshake) async throws -> Admission
