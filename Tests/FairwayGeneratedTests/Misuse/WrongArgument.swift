import Fairway

func call(_ room: Chat.Room.RemoteServer) async throws {
    _ = try await room.join(room: 7, name: "Ada")  // expect: cannot convert value of type 'Int' to expected argument type
    _ = try await room.join(room: "swift")  // expect: missing argument for parameter 'name' in call
    try await room.emit(.say(room: "swift", text: nil))  // expect: 'nil' is not compatible with expected argument type 'String'
}
