#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension URL: WireCodable {
    /// Reads a URL, absolute or relative; throws where characters stand unescaped that RFC 3986 does not allow.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        let start = reader.valueOffset()
        guard reader.peek() == ASCII.quote else { throw reader.mismatch("a URL") }
        let text = try reader.readString()
        guard let url = URL(string: text, encodingInvalidCharacters: false) else {
            throw ConversionError(expected: "a URL", at: start)
        }
        self = url
    }

    /// Writes the whole URL, with its base where it has one.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeString(absoluteString)
    }
}

extension URL {
    /// The default of a schema's field, which the schema's checks have found to be a URL by RFC 3986.
    public init(schemaDefault text: StaticString) {
        let text = "\(text)"
        // What is no URL never gets past those checks; text written by hand becomes a URL that at least shows it.
        self =
            URL(string: text, encodingInvalidCharacters: false)
            ?? URL(string: text, encodingInvalidCharacters: true)
            ?? URL(filePath: text)
    }
}
