extension Client {
    /// Puts the client into a group of its server, until it leaves the group or its connection ends.
    ///
    /// A group is made by the first who enters, and goes with the last. It belongs to the server and has the same members
    /// on every channel. Neither the number of groups nor the length of a name is bounded, so a program that takes names
    /// from its peers bounds both.
    ///
    /// - Returns: false where the client has ended, so that nothing was done; true where it was in the group before.
    @discardableResult
    public func enter(group: String) -> Bool {
        server.enter(self, group)
    }

    /// Takes the client out of a group; nothing happens where it is not in it.
    public func leave(group: String) {
        server.leave(self, group)
    }

    /// The groups that the client is in: none from when it is no longer among the server's clients, so none in `onClose`.
    public var groups: Set<String> { server.groups(of: self) }
}

extension RemoteClient {
    /// Puts the client into a group of its server; as ``Client/enter(group:)``.
    @discardableResult
    public func enter(group: String) -> Bool {
        client.enter(group: group)
    }

    /// Takes the client out of a group; as ``Client/leave(group:)``.
    public func leave(group: String) {
        client.leave(group: group)
    }

    /// The groups that the client is in; as ``Client/groups``.
    public var groups: Set<String> { client.groups }
}
