/// What is to be done once a write has left or never will.
struct Departure {
    /// What its messages count in the outbox.
    var cost: Int
    /// How many of its frames are pongs.
    var pongs: Int
    var completion: ((WebSocketHandler) -> Void)?
}
