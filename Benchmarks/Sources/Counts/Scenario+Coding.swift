import Fairway

extension Scenario {
    // Specialised, as what calls generated code is.
    @inline(__always)
    static func decode<Value>(_ payload: CountedPayload<Value>, _ count: Int) throws {
        for _ in 0..<count { keep(try Value(wireBytes: payload.bytes)) }
    }

    @inline(__always)
    static func encode<Value>(_ payload: CountedPayload<Value>, _ count: Int) throws {
        for _ in 0..<count {
            let size = try payload.value.wireBytes().count
            precondition(size == payload.size, "the value does not go out whole")
        }
    }

    /// Keeps the optimizer from leaving out what makes a value.
    @inline(never)
    private static func keep<Value>(_ value: Value) {}
}
