import Logging

extension Connection {
    /// Writes one line about something refused or failed; control characters are escaped and the length is bounded.
    static func log(_ error: any Error, to logger: Logger, _ metadata: Logger.Metadata) {
        let level: Logger.Level = error is HandlerError ? .error : .debug
        logger.log(level: level, "\(line(of: "\(error)"))", metadata: metadata)
    }

    static func line(of text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars.prefix(500) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
