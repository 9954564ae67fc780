/// What the messages of a measurement carry: a short string, a chat message, a list of five hundred points.
public enum Payload: String, CaseIterable, Sendable {
    case small = "S"
    case medium = "M"
    case large = "L"

    /// The request that sends it back.
    public var event: String { "echo\(rawValue)" }

    /// The JSON of the value, as it is sent.
    public var json: [UInt8] {
        switch self {
        case .small: Array(#""A text of thirty-two characters.""#.utf8)
        case .medium: Array(Self.chatMessage.utf8)
        case .large: Array("[\((0..<500).map(Self.point).joined(separator: ","))]".utf8)
        }
    }

    private static let chatMessage = """
        {"id":"01J9ZQ4W8Y6M3N5P7R9T1V3X5Z",\
        "author":{"id":421337,"name":"Zoë Müller-Lüdenscheidt","roles":["member","moderator"]},\
        "text":"Hello \\"everyone\\" — the naïve approach costs 3 € per call, that's 20% more than we thought.",\
        "timestamp":1764000000123,"tags":["general","pricing","réunion"],"replyTo":null}
        """

    private static func point(_ index: Int) -> String {
        let x = coordinate((index + 1) * 7919, within: 360)
        let y = coordinate((index + 1) * 104_729, within: 180)
        return "{\"x\":\(x),\"y\":\(y),\"label\":\"point \(index)\"}"
    }

    /// A number with six decimals, as lists of places have them.
    private static func coordinate(_ seed: Int, within range: Double) -> Double {
        let place = (Double(seed) / 1.3).truncatingRemainder(dividingBy: range) - range / 2
        return (place * 1e6).rounded() / 1e6
    }
}
