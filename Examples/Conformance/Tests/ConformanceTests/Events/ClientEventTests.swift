import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("The events of the conformance server: clients", .timeLimit(.minutes(2)))
struct ClientEventTests {
    @Test("Notes are kept in the order in which they came, for each client its own", arguments: Link.allCases)
    func notes(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (first, second) = (try await host.peer(), try await host.peer())
            for number in 1...1_000 {
                try first.send(#"{"a":["note","\#(number)"]}"#)
                try second.send(#"{"a":["note","\#(-number)"]}"#)
            }
            let notes = (1...1_000).map { #""\#($0)""# }.joined(separator: ",")
            try await first.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[\#(notes)]}"#)
            let others = (1...1_000).map { #""-\#($0)""# }.joined(separator: ",")
            try await second.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[\#(others)]}"#)
        }
    }

    @Test("More notes than 1 MiB are refused", arguments: Link.allCases)
    func manyNotes(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            let text = String(repeating: "n", count: 262_144 - 16)
            for id in 1...4 { try await peer.expect(#"{"i":\#(id),"a":["note","\#(text)"]}"#, #"{"i":\#(id)}"#) }
            try await peer.expect(#"{"i":5,"a":["note",""]}"#, rejection(5, "no more notes can be kept"))
            try peer.send(#"{"a":["note","x"]}"#)
            let error = await host.reports.next()?.underlying as? HandlerError
            #expect(error?.underlying as? Rejection == Rejection("no more notes can be kept"))
        }
    }

    @Test("sleep answers after its time, and counts what was cancelled", arguments: Link.allCases)
    func sleep(link: Link) async throws {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        try await Host.serve(.conformance(configuration: configuration), over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await peer.settle()
            for milliseconds in ["0", "-1", "-9007199254740991"] {
                try await peer.expect(#"{"i":1,"a":["sleep",\#(milliseconds)]}"#, #"{"i":1}"#)
            }
            try peer.send(#"{"i":1,"a":["sleep",1500]}"#)
            try await peer.settle()
            await clock.waitForSleeper()
            clock.advance(by: .milliseconds(1_499))
            try await peer.settle()
            clock.advance(by: .milliseconds(1))
            await peer.expectNext(#"{"i":1}"#)
            try peer.send(#"{"i":2,"a":["sleep",9007199254740991]}"#)
            try peer.send(#"{"i":2,"x":"enough"}"#)
            try await peer.expect(#"{"i":3,"a":["cancelled"]}"#, #"{"i":3,"d":1}"#)
            try await other.expect(#"{"i":3,"a":["cancelled"]}"#, #"{"i":3,"d":0}"#)
        }
    }

    @Test("ask requests of the client and answers with what it said", arguments: Link.allCases)
    func ask(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":9,"a":["ask","6 * 7?"]}"#, #"{"i":1,"a":["answer","6 * 7?"]}"#)
            try await peer.expect(#"{"i":1,"d":"42"}"#, #"{"i":9,"d":"42"}"#)
            try await peer.expect(#"{"i":10,"a":["ask","and?"]}"#, #"{"i":2,"a":["answer","and?"]}"#)
            try await peer.expect(#"{"i":2,"e":{"message":"no"},"_":1}"#, rejection(10, "internal error"))
            #expect(await host.nextReport() == "handler of 'ask' failed: no")
            try await peer.expect(#"{"i":11,"a":["ask","?"]}"#, #"{"i":3,"a":["answer","?"]}"#)
            try await peer.expect(#"{"i":3,"d":7}"#, rejection(11, "internal error"))
        }
    }

    @Test("shout reaches everybody and answers to how many", arguments: Link.allCases)
    func shout(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (first, second) = (try await host.peer(), try await host.peer())
            try await first.settle()
            try await second.settle()
            try await first.expect(#"{"i":1,"a":["shout","hé"]}"#, #"{"a":["said","hé"]}"#, #"{"i":1,"d":2}"#)
            await second.expectNext(#"{"a":["said","hé"]}"#)
        }
    }

    @Test("context is what the hook saw, and the client's identifier", arguments: Link.allCases)
    func context(link: Link) async throws {
        try await Host.serve(over: link) { host in
            for id in 1...2 {
                let peer = try await host.peer()
                try await peer.expect(#"{"i":1,"c":"","a":["context"]}"#, #"{"i":1,"d":"/context \#(id)"}"#)
            }
        }
    }

    @Test("running counts what runs for all clients, and not this request", arguments: Link.allCases)
    func running(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await peer.expect(#"{"i":1,"a":["running"]}"#, #"{"i":1,"d":0}"#)
            try peer.send(#"{"a":["ask","first"]}"#)
            try await peer.expect(#"{"i":2,"a":["ask","second"]}"#, #"{"i":1,"a":["answer","first"]}"#)
            await peer.expectNext(#"{"i":2,"a":["answer","second"]}"#)
            try await peer.expect(#"{"i":3,"a":["running"]}"#, #"{"i":3,"d":2}"#)
            try await other.expect(#"{"i":1,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
            try await other.expect(#"{"i":2,"a":["running"]}"#, #"{"i":2,"d":3}"#)
            try await other.expect(#"{"i":1,"d":"y"}"#, #"{"i":1,"d":"y"}"#)
            try await other.expect(#"{"i":2,"a":["running"]}"#, #"{"i":2,"d":2}"#)
        }
    }
}
