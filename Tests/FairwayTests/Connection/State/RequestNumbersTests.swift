import Testing

@testable import Fairway

@Suite("The numbers of this side's requests, as a value")
struct RequestNumbersTests {
    @Test(
        "Those that open channels and the others count up, each for themselves",
        arguments: [ConnectionSide.client, .server]
    )
    func ranges(side: ConnectionSide) {
        var numbers = RequestNumbers(side)
        var plain: [Int?] = []
        var opening: [Int?] = []
        for _ in 0..<3 {
            opening.append(numbers.next(opensChannel: true)?.rawValue)
            plain.append(numbers.next(opensChannel: false)?.rawValue)
        }
        let first = side.channelNumbers.lowerBound
        #expect(plain == [1, 2, 3])
        #expect(opening == [first, first + 1, first + 2])
    }

    @Test("The ranges of the two sides do not meet")
    func sides() {
        #expect(ConnectionSide.client.channelNumbers == 1 << 29..<1 << 30)
        #expect(ConnectionSide.server.channelNumbers.lowerBound == ConnectionSide.client.channelNumbers.upperBound)
    }

    @Test("Plain ones pass over both ranges", arguments: [ConnectionSide.client, .server])
    func passing(side: ConnectionSide) {
        var numbers = RequestNumbers(side, lastPlain: (1 << 29) - 2)
        let plain = (0..<3).map { _ in numbers.next(opensChannel: false)?.rawValue }
        #expect(plain == [(1 << 29) - 1, 1 << 31, (1 << 31) + 1])
    }

    @Test("None comes again when one kind is used up, and the other kind goes on")
    func exhaustion() {
        var numbers = RequestNumbers(.client, lastPlain: (1 << 53) - 2, channels: (1 << 30) - 1..<1 << 30)
        let plain = (0..<3).map { _ in numbers.next(opensChannel: false)?.rawValue }
        #expect(plain == [(1 << 53) - 1, nil, nil])
        let opening = (0..<3).map { _ in numbers.next(opensChannel: true)?.rawValue }
        #expect(opening == [(1 << 30) - 1, nil, nil])
    }
}
