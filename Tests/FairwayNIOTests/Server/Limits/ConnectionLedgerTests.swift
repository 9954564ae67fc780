import NIOCore
import Testing

@testable import FairwayNIO

@Suite("Counting connections")
struct ConnectionLedgerTests {
    private func origin(_ address: String) throws -> ConnectionOrigin? {
        ConnectionOrigin(try SocketAddress(ipAddress: address, port: 1))
    }

    @Test("So many in all, and another one for each that ends")
    func all() throws {
        var ledger = ConnectionLedger(limit: 2, limitPerOrigin: nil)
        let refusals = try ["10.0.0.1", "10.0.0.1", "10.0.0.2"].map { ledger.admit(try origin($0)) }
        #expect(refusals == [nil, nil, .full])
        #expect(ledger.originCount == 0)
        ledger.release(try origin("10.0.0.1"))
        #expect(ledger.admit(nil) == nil)
        #expect(ledger.admit(nil) == .full)
    }

    @Test("So many from an address, and what is refused is not counted")
    func perAddress() throws {
        var ledger = ConnectionLedger(limit: 100, limitPerOrigin: 2)
        let (ada, bob) = (try origin("10.0.0.1"), try origin("10.0.0.2"))
        let refusals = [ada, ada, ada, bob, ada, nil, nil, nil].map { ledger.admit($0) }
        #expect(refusals == [nil, nil, .originFull, nil, .originFull, nil, nil, nil])
        #expect(ledger.count == 6)
        ledger.release(ada)
        #expect(ledger.admit(ada) == nil)
        for origin in [ada, ada, bob, nil, nil, nil] { ledger.release(origin) }
        #expect(ledger.count == 0)
        #expect(ledger.originCount == 0)
    }

    @Test("IPv6 addresses of one network are one, and an IPv4 address is the same on every socket")
    func origins() throws {
        #expect(try origin("2001:db8:1:2::1") == origin("2001:db8:1:2:ffff::9"))
        #expect(try origin("2001:db8:1:2::1") != origin("2001:db8:1:3::1"))
        #expect(try origin("::ffff:10.0.0.1") == origin("10.0.0.1"))
        #expect(try origin("::ffff:10.0.0.1") != origin("::ffff:10.0.0.2"))
        #expect(try origin("::1") != origin("::ffff:0.0.0.1"))
        #expect(try origin("10.0.0.1") == .address(0x0A00_0001))
        #expect(ConnectionOrigin(try SocketAddress(unixDomainSocketPath: "/tmp/socket")) == nil)
        #expect(ConnectionOrigin(nil) == nil)
    }
}
