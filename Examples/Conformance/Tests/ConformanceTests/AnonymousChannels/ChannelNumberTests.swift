import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 14: the numbers of channels", .timeLimit(.minutes(2)))
struct ChannelNumberTests {
    @Test("A client's begin with 2^29, and its other requests go on from 1", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            for _ in 1...2 {
                let server = try await guest.connect()
                for index in 0..<3 {
                    let stream = Task { _ = try await guest.client.stream("numbers", of: Int.self) }
                    await server.expectNext(#"{"i":\#(1 << 29 + index),"a":["numbers"]}"#)
                    let plain = Task { try await guest.client.request("do") }
                    await server.expectNext(#"{"i":\#(index + 1),"a":["do"]}"#)
                    try server.send(rejection(1 << 29 + index, "no"))
                    try server.send(#"{"i":\#(index + 1)}"#)
                    await #expect(throws: RemoteError(message: "no")) { try await stream.value }
                    try await plain.value
                }
            }
        }
    }

    @Test("A server's begin with 2^30", arguments: Link.allCases)
    func server(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            for number in [1 << 30, 1 << 30 + 1] {
                let opened = Task { try await client.request(opening: "talk") }
                await peer.expectNext(#"{"i":\#(number),"a":["talk"]}"#)
                try peer.send(#"{"i":\#(number),"h":1}"#)
                try await opened.value.emit("hello")
                await peer.expectNext(#"{"h":\#(number),"a":["hello"]}"#)
            }
            try await peer.expect(#"{"i":1,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
        }
    }

    @Test("Both sides open channels at the same time, which are not each other's", arguments: Link.allCases)
    func bothSides(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let client = FairwayClient()
            client.on("letters") {
                AsyncStream<String> {
                    for letter in ["a", "b", "c"] { $0.yield(letter) }; $0.finish()
                }
            }
            client.on(opening: "talk") { talk, number in
                talk.on("double") { (value: Int) in value * 2 + number }
            }
            client.connect(over: try await host.transport())
            let main = client[Conformance.Main.self]
            _ = try await main.running()
            let remote = try #require(host.server.clients.first)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...20 {
                    group.addTask {
                        var values: [Int] = []
                        for try await value in try await main.count(upTo: number * 10) { values.append(value) }
                        #expect(values == Array(1...number * 10))
                    }
                    group.addTask {
                        var letters: [String] = []
                        for try await letter in try await remote.stream("letters", of: String.self) {
                            letters.append(letter)
                        }
                        #expect(letters == ["a", "b", "c"])
                    }
                    group.addTask {
                        let display = Display()
                        let calculator = try await main.calculator(handler: display)
                        try await calculator.emit(.store(value: try await calculator.add(a: 1, b: Double(number))))
                        #expect(await display.values.next() == Double(number + 1))
                        try await calculator.emit(.finish)
                        #expect(try await calculator.closed == .closed)
                    }
                    group.addTask {
                        let talk = try await remote.request(opening: "talk", number)
                        let doubled: Int = try await talk.request("double", 100)
                        #expect(doubled == 200 + number)
                        talk.close()
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await main.running() == 0)
            await client.close()
        }
    }

    @Test("The same at a raw peer that counts its own from 1, as the JavaScript library does", arguments: Link.allCases)
    func rawPeer(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            let asked = Task {
                var values: [Int] = []
                for try await value in try await client.stream("numbers", of: Int.self) { values.append(value) }
                return values
            }
            let number = 1 << 30
            await peer.expectNext(#"{"i":\#(number),"a":["numbers"]}"#)
            try await peer.open(1, #"["count",2]"#)
            try peer.send(#"{"i":\#(number),"h":1}"#)
            await peer.expectNext(#"{"h":\#(number),"a":["credit",8]}"#)
            await peer.expectNext(#"{"h":\#(number),"a":["start"]}"#)
            try peer.start(1, credit: 5)
            await peer.expectValues(1...2, on: 1)
            await peer.expectNext(finished(1))
            try peer.send(streamed(number, 7))
            try peer.send(finished(number))
            #expect(try await asked.value == [7])
        }
    }
}
