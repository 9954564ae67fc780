#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Data: WireCodable {
    /// Reads base64 with padding (RFC 4648, section 4); throws for any other character, white space included.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readText("base64 data") { text in
            Base64.decode(text).map { Data($0) }
        }
    }

    /// Writes base64 with padding.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        withUnsafeBytes { writer.writeBase64($0) }
    }
}
