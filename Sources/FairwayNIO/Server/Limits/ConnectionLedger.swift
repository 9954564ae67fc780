import NIOCore

/// Where a connection comes from, as connections are counted: an IPv4 address, or an IPv6 network of 64 bits, of which one
/// subscriber has all the addresses.
enum ConnectionOrigin: Hashable {
    case address(UInt32)
    case network(UInt64)

    /// - Returns: `nil` for what has no such address, as a socket of the file system.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            // Behind two bytes of the family and two of the port, on every system.
            let bytes = withUnsafeBytes(of: address.address, Array.init)
            self = .address(UInt32(truncatingIfNeeded: Self.number(bytes[4..<8])))
        case .v6(let address):
            // The same, and four bytes of the flow.
            let bytes = withUnsafeBytes(of: address.address, Array.init)
            let (high, low) = (Self.number(bytes[8..<16]), Self.number(bytes[16..<24]))
            // An IPv4 address as a socket for both kinds sees it (RFC 4291, section 2.5.5.2).
            let isMapped = high == 0 && low >> 32 == 0xFFFF
            self = isMapped ? .address(UInt32(truncatingIfNeeded: low)) : .network(high)
        case .unixDomainSocket, nil:
            return nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// How many connections a listener has, in all and from each origin.
struct ConnectionLedger {
    /// Why there may not be another one.
    enum Refusal: String {
        case full = "too many connections"
        case originFull = "too many connections from this address"
    }

    private let limit: Int
    private let limitPerOrigin: Int?
    private(set) var count = 0
    private var counts: [ConnectionOrigin: Int] = [:]

    init(limit: Int, limitPerOrigin: Int?) {
        self.limit = limit
        self.limitPerOrigin = limitPerOrigin
    }

    /// How many origins are counted.
    var originCount: Int { counts.count }

    /// Takes a connection, which is to be given back by ``release(_:)``, or says why not.
    mutating func admit(_ origin: ConnectionOrigin?) -> Refusal? {
        guard count < limit else { return .full }
        if let origin, let limitPerOrigin {
            let number = counts[origin, default: 0]
            guard number < limitPerOrigin else { return .originFull }
            counts[origin] = number + 1
        }
        count += 1
        return nil
    }

    /// Takes note that a connection which was taken has ended.
    mutating func release(_ origin: ConnectionOrigin?) {
        count -= 1
        if let origin, let number = counts[origin] { counts[origin] = number > 1 ? number - 1 : nil }
    }
}
