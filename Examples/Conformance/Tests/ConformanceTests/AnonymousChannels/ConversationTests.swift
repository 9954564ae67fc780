import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Items 17 to 20: conversations", .timeLimit(.minutes(2)))
struct ConversationTests {
    @Test(
        "Requests in one have the numbers of the connection's others, and answers no channel",
        arguments: Link.allCases
    )
    func asking(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let (number, display) = (1 << 29, Display())
            let main = guest.client[Conformance.Main.self]
            let opened = Task { try await main.calculator(handler: display) }
            await server.expectNext(#"{"i":\#(number),"a":["calculator"]}"#)
            try server.send(#"{"i":\#(number),"h":1}"#)
            let calculator = try await opened.value
            for id in 1...2 {
                let sum = Task { try await calculator.add(a: 1, b: 2) }
                await server.expectNext(#"{"i":\#(id),"h":\#(number),"a":["add",1,2]}"#)
                try server.send(#"{"i":\#(id),"d":3}"#)
                #expect(try await sum.value == 3)
            }
            try await calculator.emit(.store(value: 7))
            await server.expectNext(#"{"h":\#(number),"a":["store",7]}"#)
            try server.send(#"{"h":\#(number),"a":["stored",7]}"#)
            #expect(await display.values.next() == 7)
            // An event that comes as a request is answered.
            try await server.expect(#"{"i":9,"h":\#(number),"a":["stored",8]}"#, #"{"i":9}"#)
            try server.send(#"{"h":\#(number),"x":"closed"}"#)
            #expect(try await calculator.closed == .closed)
        }
    }

    @Test(
        "The words of the end tell a close from an abort",
        arguments: Link.allCases,
        [
            (#""closed""#, ConversationEnd.closed),
            (#""enough""#, .aborted(RemoteError(message: "enough"))),
            (#"{"message":"enough"},"_":1"#, .aborted(RemoteError(message: "enough"))),
        ]
    )
    func ending(link: Link, end: (words: String, expected: ConversationEnd)) async throws {
        let server = FairwayServer.conformance()
        let ends = Queue<ConversationEnd>()
        server.on(opening: "talk") { talk in
            Task { ends.add(try await talk.closed) }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["talk"]"#)
            try peer.send(#"{"h":1,"x":\#(end.words)}"#)
            #expect(await ends.next() == end.expected)
            // An abort is never answered.
            try peer.send(#"{"h":1,"x":\#(end.words)}"#)
            try await peer.settle()
        }
    }

    @Test("An abort cancels what is asked in it, and on the other side what asks", arguments: Link.allCases)
    func aborting(link: Link) async throws {
        let server = FairwayServer.conformance()
        let (talks, reasons) = (Queue<RemoteClient<UntypedConversation>>(), Queue<CancellationReason?>())
        server.on(opening: "talk") { talk in
            talk.on("wait") {
                talks.add(talk)
                await waitUntilCancelled()
                reasons.add(CancellationReason.current)
                try Task.checkCancellation()
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["talk"]"#)
            try peer.send(#"{"i":2,"h":1,"a":["wait"]}"#)
            let talk = try #require(await talks.next())
            let asked = Task { try await talk.request("name") as String }
            await peer.expectNext(#"{"i":1,"h":1,"a":["name"]}"#)
            try peer.send(aborted(1, "enough"))
            let end = ConversationEnd.aborted(RemoteError(message: "enough"))
            #expect(await reasons.next() == .conversationEnded(end))
            await peer.expectNext(rejection(2, "the conversation has ended"))
            await #expect(throws: RequestError.channelClosed) { try await asked.value }
            await #expect(throws: EmitError.channelClosed) { try await talk.emit("late") }
            try await peer.settle()
        }
    }

    @Test("A server ends one from its side, with words or in good order", arguments: Link.allCases)
    func endedHere(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.on(opening: "talk") { talk in
            talk.on("away") { talk.abort("go away") }
            talk.on("bye") {
                talk.close()
                return "bye"
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["talk"]"#)
            try await peer.expect(#"{"h":1,"a":["away"]}"#, aborted(1, "go away"))
            try await peer.open(1, #"["talk"]"#)
            // What was asked before a close is answered.
            try await peer.expect(#"{"i":2,"h":1,"a":["bye"]}"#, #"{"h":1,"x":"closed"}"#, #"{"i":2,"d":"bye"}"#)
            try await peer.settle()
        }
    }
}
