import Testing

@testable import FairwaySchema

@Suite("Swift names")
struct SwiftNamingTests {
    @Test(
        "A member is named in lowerCamelCase",
        arguments: [
            ("say", "say"), ("user-typing", "userTyping"), ("getName", "getName"), ("room.join", "roomJoin"),
            ("GetName", "getName"), ("URL", "url"), ("URLSession", "urlSession"), ("ID", "id"), ("user ID", "userID"),
            ("NOT_FOUND", "not_found"), ("snake_case", "snake_case"), ("2fa", "_2fa"), ("x-2", "x2"), ("_id", "_id"),
            ("été", "été"), ("Été", "été"), ("用户", "用户"), ("用户-名", "用户名"), ("a👍b", "aB"), ("a\u{200D}b", "aB"),
            ("a\u{202E}b", "aB"), ("a\u{2028}b", "aB"), ("$0", "_0"), ("a`b", "aB"), ("\u{301}a", "_\u{301}a"),
            ("İx", "İx"), ("a\u{3164}b", "aB"),
        ]
    )
    func members(key: String, expected: String) {
        #expect(SwiftNaming.member(key)?.identifier == expected)
    }

    @Test(
        "A type is named in UpperCamelCase",
        arguments: [
            ("Chat", "Chat"), ("user-typing", "UserTyping"), ("room.join", "RoomJoin"), ("2fa", "_2fa"),
            ("ß", "ß"), ("ǆ", "ǅ"), ("用户", "用户"), ("_x", "_x"), ("e\u{301}t", "\u{C9}t"),
        ]
    )
    func types(key: String, expected: String) {
        #expect(SwiftNaming.type(key)?.identifier == expected)
    }

    @Test(
        "A key without a character for an identifier has no name",
        arguments: ["", "-", "...", "👍", "_", "__", "\u{200B}"]
    )
    func nothingLeft(key: String) {
        #expect(SwiftNaming.member(key) == nil)
        #expect(SwiftNaming.type(key) == nil)
    }

    @Test("A reserved word is spelled in backticks", arguments: ["default", "in", "init", "repeat"])
    func reservedWords(key: String) {
        #expect(SwiftNaming.member(key)?.description == "`\(key)`")
    }

    @Test("A member called self gets an underscore, as Swift would take it for the value itself")
    func selfMember() {
        #expect(SwiftNaming.member("self")?.description == "_self")
        #expect(SwiftNaming.member("Self")?.description == "_self")
        #expect(SwiftNaming.member("self-made")?.description == "selfMade")
    }

    @Test(
        "Two spellings of one letter are one name, with the same bytes",
        arguments: [
            ("caf\u{E9}", "cafe\u{301}"), ("\u{C5}ngström", "\u{212B}ngstro\u{308}m"), ("É", "e\u{301}"),
            ("x-i\u{307}", "x\u{130}"), ("한", "\u{1112}\u{1161}\u{11AB}"),
        ]
    )
    func canonicalEquivalence(first: String, second: String) throws {
        for make in [SwiftNaming.member, SwiftNaming.type] {
            let names = try [first, second].map { try #require(make($0)).identifier }
            #expect(names.map { Array($0.utf8) }.allSatisfy { $0 == Array(names[0].utf8) })
        }
    }

    @Test(
        "What cannot be seen, or turns the direction of text, is not part of a name",
        arguments: [
            0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x202A,
            0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0001, 0xE0100, 0x1F44D, 0xE000, 0x00A0,
        ] as [UInt32]
    )
    func invisible(value: UInt32) throws {
        #expect(!IdentifierCharacters.contains(try #require(Unicode.Scalar(value))))
    }
}
