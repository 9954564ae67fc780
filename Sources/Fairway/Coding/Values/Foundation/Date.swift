#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Date: WireCodable {
    /// Reads an RFC 3339 string with any offset; throws for leap seconds.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        let time = try reader.readText("an RFC 3339 date", CivilTime.init)
        // Counted from 2001, as a date is, so that the fraction loses nothing to a detour.
        self.init(timeIntervalSinceReferenceDate: Double(time.secondsSince1970 - 978_307_200) + time.fraction)
    }

    /// Writes an RFC 3339 string in UTC with three decimals; throws outside the years 0 to 9999.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        let milliseconds = (timeIntervalSinceReferenceDate * 1000).rounded() + 978_307_200_000
        let range = CivilTime.seconds
        // Not-a-number fails both comparisons.
        guard milliseconds >= Double(range.lowerBound) * 1000, milliseconds < Double(range.upperBound) * 1000 else {
            throw ConversionError(sending: "a date outside the years 0 to 9999 cannot be sent")
        }
        writer.writeString(CivilTime.text(millisecondsSince1970: Int(milliseconds)))
    }
}
