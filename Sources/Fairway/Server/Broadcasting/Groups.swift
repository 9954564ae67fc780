/// Who is in which group, from both sides, so that entering and leaving cost the same however many there are.
///
/// A group is there as long as it has a member, and a member as long as it is in a group.
struct Groups<Member: Hashable & Sendable>: Sendable {
    private var members: [String: Set<Member>] = [:]
    private var groups: [Member: Set<String>] = [:]

    /// Whether there is no group.
    var isEmpty: Bool { members.isEmpty && groups.isEmpty }

    /// Those who are in a group, in no order.
    func members(of group: String) -> [Member] {
        members[group].map(Array.init) ?? []
    }

    /// The groups that somebody is in.
    func groups(of member: Member) -> Set<String> {
        groups[member] ?? []
    }

    /// Puts somebody into a group; nothing happens where they are in it already.
    mutating func insert(_ member: Member, into group: String) {
        members[group, default: []].insert(member)
        groups[member, default: []].insert(group)
    }

    /// Takes somebody out of a group; nothing happens where they are not in it.
    mutating func remove(_ member: Member, from group: String) {
        removeMember(member, from: group)
        guard groups[member]?.remove(group) != nil, groups[member]?.isEmpty == true else { return }
        groups[member] = nil
    }

    /// Takes somebody out of every group.
    mutating func removeAll(of member: Member) {
        for group in groups.removeValue(forKey: member) ?? [] { removeMember(member, from: group) }
    }

    private mutating func removeMember(_ member: Member, from group: String) {
        guard members[group]?.remove(member) != nil, members[group]?.isEmpty == true else { return }
        members[group] = nil
    }
}
