import Foundation
import Glibc
import Workload

/// The server's process, as the system sees it.
struct ServerProcess {
    private let id: Int32
    private let clock: clockid_t

    init(id: Int32) throws {
        var clock = clockid_t()
        guard clock_getcpuclockid(id, &clock) == 0 else { throw Failure("there is no process \(id)") }
        self.id = id
        self.clock = clock
    }

    /// For how many nanoseconds processors have worked for it.
    func processorTime() throws -> UInt64 {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { throw Failure("the server has ended") }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// How many bytes of it are in memory.
    func residentBytes() throws -> Int {
        // Counted page by page; the number in its status may be some pages off.
        guard let text = try? String(contentsOfFile: "/proc/\(id)/smaps_rollup", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Rss:") }),
            let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw Failure("the server's memory cannot be read; it may have ended") }
        return kibibytes * 1_024
    }
}
