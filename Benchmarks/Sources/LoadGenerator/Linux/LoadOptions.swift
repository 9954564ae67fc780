import Workload

/// What the generator is told on its command line.
struct LoadOptions {
    enum Mode: String, CaseIterable {
        /// A closed loop: each connection has as many requests in flight as it may, and makes one for each answer.
        case load
        /// One connection says something, and all of them hear it.
        case broadcast
        /// The same, while one connection makes a request after the other.
        case bystander
        /// Connections that do nothing, and then ask once.
        case idle
    }

    var mode: Mode
    /// `--name TEXT`: what the server is called in the report.
    var name = ""
    /// `--port N`
    var port: UInt16 = 0
    /// `--pid N`: the server's process, whose processor time and memory are measured.
    var process: Int32 = 0
    /// `--conns N`
    var connections = 64
    /// `--depth N`: how many requests each connection has in flight, or how many events are, in all, in a broadcast.
    var depth = 1
    /// `--payload S|M|L` of requests; a broadcast has always M, which is what the schema's event takes.
    var payload = Payload.small
    /// `--seconds N`: how long is measured.
    var seconds = 3.0
    /// `--warmup N`: for how many seconds the same is done before.
    var warmup = 0.5
    /// `--echoes yes`: the server sends texts back as they came.
    var echoes = false
    /// `--sleep yes`: sleeps while nothing comes, where there is no core for spinning. The server then pays for waking it.
    var sleeps = false

    init(arguments: some Sequence<String>) throws {
        var rest = arguments.makeIterator()
        guard let mode = rest.next().flatMap(Mode.init) else {
            throw Failure("the first argument is one of \(Mode.allCases.map(\.rawValue))")
        }
        self.mode = mode
        while let option = rest.next() {
            guard let value = rest.next() else { throw Failure("\(option) needs a value, or is none of its options") }
            guard try set(option, to: value) else { throw Failure("\(value) is no value for \(option)") }
        }
        guard port > 0, process > 0 else { throw Failure("--port and --pid are needed") }
        let descriptors = DescriptorLimit.raise()
        guard connections + 50 < descriptors else {
            throw Failure("\(connections) connections, where a process may have \(descriptors) descriptors: ulimit -Hn")
        }
    }

    /// Returns whether the value is one for the option.
    private mutating func set(_ option: String, to value: String) throws -> Bool {
        func take<Value>(_ place: WritableKeyPath<Self, Value>, _ value: Value?) -> Bool {
            guard let value else { return false }
            self[keyPath: place] = value
            return true
        }
        func atLeastOne(_ value: Int?, atMost limit: Int) -> Int? {
            value.flatMap { (1...limit).contains($0) ? $0 : nil }
        }
        return switch option {
        case "--name": take(\.name, value)
        case "--port": take(\.port, UInt16(value))
        case "--pid": take(\.process, Int32(value))
        case "--conns": take(\.connections, atLeastOne(Int(value), atMost: 1_000_000))
        case "--depth": take(\.depth, atLeastOne(Int(value), atMost: 1_024))
        case "--payload": take(\.payload, Payload(rawValue: value))
        case "--seconds": take(\.seconds, Double(value).flatMap { $0 > 0 && $0 < 3_600 ? $0 : nil })
        case "--warmup": take(\.warmup, Double(value).flatMap { $0 >= 0 && $0 < 3_600 ? $0 : nil })
        case "--echoes": take(\.echoes, value == "yes" ? true : nil)
        case "--sleep": take(\.sleeps, value == "yes" ? true : nil)
        default: throw Failure("there is no option \(option)")
        }
    }
}
