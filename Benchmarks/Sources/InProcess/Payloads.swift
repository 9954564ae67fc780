import Foundation

/// The three payloads: a short string, a chat message, a list of five hundred points.
enum Payloads {
    static let small = "A string of thirty-two characters"

    static let medium = Bench.ChatMessage(
        id: "01J9ZQ4W8Y6M3N5P7R9T1V3X5Z",
        author: Bench.Author(id: 421_337, name: "Zoë Müller-Lüdenscheidt", roles: ["member", "moderator"]),
        text: "Hello \"everyone\" — the naïve approach costs 3 € per call, that's 20% more than we thought.",
        timestamp: 1_764_000_000_123,
        tags: ["general", "pricing", "réunion"],
        replyTo: nil
    )

    static let large = (0..<500).map { index in
        Bench.Point(
            x: coordinate(index * 7919, within: 360),
            y: coordinate(index * 104_729, within: 180),
            label: "point \(index)"
        )
    }

    /// A number with six decimals, as lists of places have them.
    private static func coordinate(_ seed: Int, within range: Double) -> Double {
        let place = (Double(seed) / 1.3).truncatingRemainder(dividingBy: range) - range / 2
        return (place * 1e6).rounded() / 1e6
    }
}
