import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 14: the numbers of requests", .timeLimit(.minutes(2)))
struct RequestIDTests {
    @Test("They count up from 1 on each connection, on both sides", arguments: Link.allCases)
    func counting(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            for _ in 1...2 {
                let server = try await guest.connect()
                for id in 1...20 {
                    let asked = Task { try await guest.client.request("do", id) }
                    await server.expectNext(#"{"i":\#(id),"a":["do",\#(id)]}"#)
                    if id % 3 == 0 { asked.cancel() } else { try server.send(#"{"i":\#(id),"e":"no"}"#) }
                    if id % 3 == 0 { await server.expectNext(#"{"i":\#(id),"x":{"message":"cancelled"},"_":1}"#) }
                    await #expect(throws: (any Error).self) { try await asked.value }
                }
            }
        }
        try await Host.serve(over: link) { host in
            for _ in 1...2 {
                let peer = try await host.peer()
                for id in 1...20 {
                    try await peer.expect(#"{"i":77,"a":["ask","x"]}"#, #"{"i":\#(id),"a":["answer","x"]}"#)
                    try await peer.expect(#"{"i":\#(id),"d":"y"}"#, #"{"i":77,"d":"y"}"#)
                }
            }
        }
    }

    @Test("An answer that opens a channel nobody asked for is aborted, and the request fails", arguments: Link.allCases)
    func openedChannel(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            for opened in ["1", #""1""#, "1.0"] {
                let asked = Task { try await guest.client[Conformance.Main.self].notes() }
                let number = await server.nextFrame()?.dropFirst(5).prefix { $0.isNumber } ?? ""
                try await server.expect(
                    #"{"i":\#(number),"h":\#(opened)}"#,
                    #"{"h":\#(number),"x":{"message":"nobody asked for a channel"},"_":1}"#
                )
                await #expect(
                    throws: RequestError.unreadableAnswer("the answer opens a channel that nobody asked for")
                ) { try await asked.value }
            }
            try await server.expect(
                #"{"i":99,"h":1}"#,
                #"{"h":99,"x":{"message":"nobody asked for a channel"},"_":1}"#
            )
        }
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
            try await peer.expect(
                #"{"i":1,"h":1}"#,
                #"{"h":1,"x":{"message":"nobody asked for a channel"},"_":1}"#,
                rejection(1, "internal error")
            )
        }
    }
}
