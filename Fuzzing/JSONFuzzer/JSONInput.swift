import FuzzDriver

@testable import Fairway

/// Bytes that may be JSON, and what must hold for them whatever they are.
struct JSONInput {
    let bytes: UnsafeRawBufferPointer

    /// Reads all of the bytes; an error must be one that can be told to a person.
    func read<Value: WireDecodable>(
        _ type: Value.Type,
        _ conversion: Conversion = .exact,
        depth: Int = 0
    ) -> Result<Value, ConversionError> {
        var reader = WireReader(bytes, conversion: conversion, depth: depth)
        do throws(ConversionError) {
            let value = try reader.read(type)
            require(reader.offset <= bytes.count && reader.depth == depth, "a reader ends inside its bytes")
            guard reader.isAtEnd() else { return .failure(ConversionError(.malformed("more"), at: reader.offset)) }
            return .success(value)
        } catch {
            require(error.offset >= 0 && error.offset <= bytes.count, "an error lies inside the bytes")
            let report = error.describe(in: bytes, from: 0)
            require(report.path.utf8.count < 700 && report.message.utf8.count < 1_000, "a report is bounded")
            require(report.message.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a report is one line")
            return .failure(error)
        }
    }

    func checkText() {
        let isText = String(validating: bytes, as: UTF8.self) != nil
        require(WireReader.isUTF8(bytes) == isText, "our idea of UTF-8 is the standard library's")
        if !isText {
            require((try? read(Skipped.self).get()) == nil, "what is no text is no JSON")
        }
    }

    func checkReading() {
        let skipped = read(Skipped.self)
        switch (skipped, read(JSONValue.self)) {
        case (.success, .success(let value)):
            checkRoundTrip(value)
            checkNumbers(value)
        case (.success, .failure(let error)):
            switch error.problem {
            case .duplicate, .duplicateKey, .tooManyMarks: break
            default: fatalError("skipped but not read: \(error)")
            }
        case (.failure(let error), .success):
            fatalError("read but not skipped: \(error)")
        case (.failure, .failure):
            break
        }
    }

    private func checkRoundTrip(_ value: JSONValue) {
        do throws(ConversionError) {
            let back = try JSONValue(wireBytes: try value.wireBytes())
            require(back == value, "what is written reads as the same")
        } catch {
            fatalError("what was read does not survive: \(error)")
        }
    }

    private func checkNumbers(_ value: JSONValue) {
        guard case .number(let number) = value else { return }
        checkRounding(number)
        require(JSONNumber(number.text) == number, "a number's text makes the number")
        if let double = number.double {
            require(double.isFinite && JSONNumber(double)?.double == double, "a double comes back")
        }
        if let integer = number.integer(as: Int64.self) {
            require(JSONNumber(integer).integer(as: Int64.self) == integer, "an integer comes back")
            // Beyond this size a double is only near the integer.
            if integer.magnitude <= 1 << 53 { require(number.double == Double(integer), "both say the same") }
        }
    }

    /// The standard library rounds right where values have all of their bits; below, C libraries differ.
    private func checkRounding(_ number: JSONNumber) {
        if let double = number.double, double.magnitude > .leastNormalMagnitude {
            require(double == Double(number.text), "\(number) is the double nearest to it")
        }
        if case .success(let float) = read(Float.self), float.magnitude > .leastNormalMagnitude {
            require(float == Float(number.text), "\(number) is the float nearest to it")
        }
    }
}

/// Any value, of which only the syntax is looked at.
struct Skipped: WireDecodable {
    init(reading reader: inout WireReader) throws(ConversionError) {
        try reader.skipValue()
    }
}
