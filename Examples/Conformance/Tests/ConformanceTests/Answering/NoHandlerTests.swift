import Fairway
import FairwayTesting
import Testing

@Suite("Item 8: no handler", .timeLimit(.minutes(2)))
struct NoHandlerTests {
    private static let requests = [
        (#"{"i":1,"a":["nobody",1]}"#, "no event listener for 'nobody'"),
        (#"{"i":1,"a":["Echo",1]}"#, "no event listener for 'Echo'"),
        (#"{"i":1,"a":["is-typing"]}"#, "no event listener for 'is-typing'"),
        (#"{"i":1,"c":"named","a":["nobody"]}"#, "no event listener for 'nobody' on channel 'named'"),
        (#"{"i":1,"c":"named","a":["add",1,2]}"#, "no event listener for 'add' on channel 'named'"),
        (#"{"i":1,"c":"nowhere","a":["echo",1]}"#, "no event listener for 'echo' on channel 'nowhere'"),
        (#"{"i":1,"c":" ","a":[" "]}"#, "no event listener for ' ' on channel ' '"),
        (#"{"i":1,"c":"\"","a":["\n\\"]}"#, #"no event listener for '\n\\' on channel '\"'"#),
        (#"{"i":1,"a":["prototype"]}"#, "no event listener for 'prototype'"),
        (#"{"i":1,"a":["__proto__"]}"#, "no event listener for '__proto__'"),
    ]

    @Test("A request is rejected, with the channel where it is a named one", arguments: Link.allCases)
    func request(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (frame, message) in Self.requests { try await peer.expect(frame, rejection(1, message)) }
        }
    }

    @Test("An event is passed over in silence", arguments: Link.allCases)
    func event(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["nobody",1]}"#)
            try peer.send(#"{"c":"nowhere","a":["echo",1]}"#)
            try await peer.settle()
            try peer.send("the first thing to report")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("A handler that was removed is none", arguments: Link.allCases)
    func removed(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["disarm","server.on"]}"#, #"{"i":1}"#)
            try await peer.expect(#"{"i":2,"a":["tier"]}"#, rejection(2, "no event listener for 'tier'"))
        }
    }

    @Test("A client rejects in the same way", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            try server.send(#"{"a":["said","x"]}"#)
            try await server.expect(#"{"i":1,"a":["answer","x"]}"#, rejection(1, "no event listener for 'answer'"))
            try await server.expect(
                #"{"i":2,"c":"named","a":["answer","x"]}"#,
                rejection(2, "no event listener for 'answer' on channel 'named'")
            )
        }
    }
}
