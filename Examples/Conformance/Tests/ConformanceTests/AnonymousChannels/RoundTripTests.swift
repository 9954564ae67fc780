import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 21: a round trip for each value without credit", .timeLimit(.minutes(2)))
struct RoundTripTests {
    @Test("Over a socket a value comes after the pong to the ping behind the one before")
    func socket() async throws {
        try await Host.serve(over: .socket) { host in
            let peer = try await HandFramedPeer(port: host.port)
            try await peer.send(#"{"i":1,"a":["count",5]}"#)
            #expect(try await peer.next() == .text(#"{"i":1,"h":1}"#))
            try await peer.send(#"{"h":1,"a":["start"]}"#)
            for value in 1...5 {
                #expect(try await peer.next() == .text(streamed(1, value)))
                guard case .ping(let payload) = try await peer.next() else {
                    Issue.record("no ping follows value \(value)")
                    return
                }
                // Nothing comes before the pong: what is asked meanwhile is answered first.
                try await peer.send(#"{"i":2,"a":["add",1,2]}"#)
                #expect(try await peer.next() == .text(#"{"i":2,"d":3}"#))
                try await peer.pong(payload)
            }
            #expect(try await peer.next() == .text(finished(1)))
            try await peer.close()
        }
    }

    @Test("With credit no ping is sent")
    func credit() async throws {
        try await Host.serve(over: .socket) { host in
            let peer = try await HandFramedPeer(port: host.port)
            try await peer.send(#"{"i":1,"a":["count",5]}"#)
            #expect(try await peer.next() == .text(#"{"i":1,"h":1}"#))
            try await peer.send(#"{"h":1,"a":["credit",10]}"#)
            try await peer.send(#"{"h":1,"a":["start"]}"#)
            for value in 1...5 { #expect(try await peer.next() == .text(streamed(1, value))) }
            #expect(try await peer.next() == .text(finished(1)))
            try await peer.close()
        }
    }

    @Test("An abort while a pong is due ends the stream")
    func aborting() async throws {
        try await Host.serve(over: .socket) { host in
            let peer = try await HandFramedPeer(port: host.port)
            try await peer.send(#"{"i":1,"a":["forever"]}"#)
            #expect(try await peer.next() == .text(#"{"i":1,"h":1}"#))
            try await peer.send(#"{"h":1,"a":["start"]}"#)
            #expect(try await peer.next() == .text(streamed(1, 1)))
            guard case .ping(let payload) = try await peer.next() else {
                Issue.record("no ping follows the first value")
                return
            }
            try await peer.send(aborted(1, "enough"))
            try await peer.pong(payload)
            try await peer.send(#"{"h":1,"a":["start"]}"#)
            #expect(try await peer.next() == .text(aborted(1, "no such channel")))
            let other = try await host.peer()
            try await other.expectRunning(0)
            try await peer.close()
        }
    }

    @Test("In memory a value comes after the round trip that began behind the one before")
    func memory() async throws {
        try await Host.serve(over: .memory) { host in
            let (peerEnd, serverEnd) = InMemoryTransport.pair()
            let link = RoundTripTransport(serverEnd)
            host.server.accept(link)
            let peer = RawPeer(peerEnd)
            try await peer.open(1, #"["count",5]"#)
            // Credit that comes first after the start does not count.
            try peer.start(1)
            try peer.send(#"{"h":1,"a":["credit",3]}"#)
            for value in 1...5 {
                await peer.expectValues(value...value, on: 1)
                let roundTrip = try #require(await link.roundTrips.next())
                try await peer.settle()
                roundTrip()
            }
            await peer.expectNext(finished(1))
        }
    }
}
