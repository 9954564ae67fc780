/// The key of a union's case, whatever its name.
struct UnionCodingKey: CodingKey {
    let stringValue: String

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    /// A case has a name and never a number.
    init?(intValue: Int) { nil }

    var intValue: Int? { nil }
}
