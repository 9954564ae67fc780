/// A URL, absolute or relative, as RFC 3986 writes it: in ASCII, with everything else in escapes.
enum URLNotation {
    static func accepts(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        var rest = Substring(text).utf8
        let fragment = cut(&rest, at: "#")
        let query = cut(&rest, at: "?")
        if let scheme = scheme(&rest), !isScheme(scheme) { return false }
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { $0 != UInt8(ascii: "/") }
            rest = rest[authority.endIndex...]
            guard isAuthority(authority) else { return false }
        }
        return matches(rest, Self.path) && matches(query ?? rest.prefix(0), Self.query)
            && matches(fragment ?? rest.prefix(0), Self.query)
    }

    private typealias Text = Substring.UTF8View

    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    private static let digits = Set("0123456789".utf8)
    private static let unreserved = letters.union(digits).union("-._~".utf8)
    private static let name = unreserved.union("!$&'()*+,;=".utf8)
    private static let userInformation = name.union(":".utf8)
    private static let path = name.union(":@/".utf8)
    private static let query = path.union("?".utf8)

    /// Takes what follows a character off the text.
    private static func cut(_ text: inout Text, at character: Unicode.Scalar) -> Text? {
        guard let index = text.firstIndex(of: UInt8(ascii: character)) else { return nil }
        let after = text[text.index(after: index)...]
        text = text[..<index]
        return after
    }

    /// Takes what is before a colon off the text, where no slash comes first.
    private static func scheme(_ text: inout Text) -> Text? {
        guard let index = text.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }),
            text[index] == UInt8(ascii: ":")
        else { return nil }
        let scheme = text[..<index]
        text = text[text.index(after: index)...]
        return scheme
    }

    private static func isScheme(_ text: Text) -> Bool {
        guard let first = text.first, letters.contains(first) else { return false }
        return text.allSatisfy { letters.contains($0) || digits.contains($0) || "+-.".utf8.contains($0) }
    }

    private static func isAuthority(_ text: Text) -> Bool {
        var host = text
        if let index = text.firstIndex(of: UInt8(ascii: "@")) {
            guard matches(text[..<index], userInformation) else { return false }
            host = text[text.index(after: index)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = host[..<end].dropFirst()
            let after = host[host.index(after: end)...]
            guard isIPv6(address) else { return false }
            return after.isEmpty || after.first == UInt8(ascii: ":") && isPort(after.dropFirst())
        }
        guard let colon = host.firstIndex(of: UInt8(ascii: ":")) else { return matches(host, name) }
        return matches(host[..<colon], name) && isPort(host[host.index(after: colon)...])
    }

    private static func isPort(_ text: Text) -> Bool {
        text.allSatisfy(digits.contains) && (text.isEmpty || UInt16(Substring(text)) != nil)
    }

    private static func isIPv6(_ text: Text) -> Bool {
        let halves = Substring(text).split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && place == parts.count - 1
                if isLast, part.contains(".") {
                    guard isIPv4(part) else { return false }
                    groups += 2
                } else {
                    guard 1...4 ~= part.utf8.count, part.utf8.allSatisfy({ Hexadecimal.value($0) != nil }) else {
                        return false
                    }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard let number = UInt8(part), part.utf8.allSatisfy(digits.contains) else { return false }
                return "\(number)" == part
            }
    }

    /// Whether there is nothing but these characters, and escapes.
    private static func matches(_ text: Text, _ characters: Set<UInt8>) -> Bool {
        var rest = text
        while let first = rest.popFirst() {
            if characters.contains(first) { continue }
            guard first == UInt8(ascii: "%"), let high = rest.popFirst(), let low = rest.popFirst(),
                Hexadecimal.value(high) != nil, Hexadecimal.value(low) != nil
            else { return false }
        }
        return true
    }
}
