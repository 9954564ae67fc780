/// What a server took for messages; times are microseconds.
struct LoadReport: Encodable {
    var measure: String
    var name: String
    var payload: String
    var connections: Int
    var depth: Int
    var messages: Int
    var messagesPerSecond: Double
    /// What processors worked for the server, for each message.
    var processorTime: Double
    var median: Double
    var percentile99: Double
    var longest: Double
    /// For what share of the time the server worked, and for what share the generator had something to do.
    var serverShare: Double
    var generatorShare: Double
}
