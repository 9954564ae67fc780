import FuzzDriver

@testable import Fairway

extension JSONInput {
    /// The bytes as a message, and as an argument of one.
    func checkFrame() {
        checkMessage(bytes)
        if case .success = read(Skipped.self, depth: 2) {
            let frame = Array(#"{"i":1,"a":["x","#.utf8) + bytes + Array("]}".utf8)
            frame.withUnsafeBytes { frame in
                guard case .event(let event)? = checkMessage(frame) else {
                    fatalError("a value is an argument")
                }
                require(event.requestID?.rawValue == 1 && event.name == "x", "the rest of the message is read")
            }
        }
    }

    @discardableResult
    private func checkMessage(_ message: UnsafeRawBufferPointer) -> InboundFrame? {
        do throws(FrameRefusal) {
            let frame = try FrameScanner.scan(message)
            require(WireReader.isUTF8(message), "a message is text")
            checkPlaces(frame, in: message)
            return frame
        } catch {
            require(!error.reason.isEmpty && error.reason.utf8.count < 1_000, "a reason is bounded")
            if case .close = error.consequence {
                require(!WireReader.isUTF8(message), "only what is no text ends the connection")
            }
            return nil
        }
    }

    private func checkPlaces(_ frame: InboundFrame, in message: UnsafeRawBufferPointer) {
        switch frame {
        case .event(let event):
            require(event.array.upperBound <= message.count, "an event's array lies inside the message")
            require(event.array.contains(event.argumentsStart), "its arguments lie inside the array")
            require(!event.name.rawValue.isEmpty, "an event has a name")
            readArguments(of: event, in: message)
        case .answer(_, let value?):
            require(value < message.count, "an answer's value lies inside the message")
        case .answer, .rejection, .cancellation, .openedChannel, .anonymousEvent, .anonymousAbort, .foreign:
            break
        }
    }

    private func readArguments(of event: InboundEvent, in message: UnsafeRawBufferPointer) {
        var arguments = ArgumentReader(WireReader(message, at: event.argumentsStart, conversion: .truncating, depth: 2))
        do throws(ConversionError) {
            _ = try arguments.next("first") as Everything
            _ = try arguments.next("second", default: 5) as Int
            _ = try arguments.next("third") as [Double]?
        } catch {
            require(error.offset <= message.count, "an argument's error lies inside the message")
            let report = error.describe(in: message, from: arguments.argumentStart)
            require(report.path.utf8.count < 700 && report.message.utf8.count < 1_000, "a report is bounded")
        }
    }
}
