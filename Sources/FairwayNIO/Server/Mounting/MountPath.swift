/// A path that a server is mounted under: it takes what equals it, segment by segment, and all that lies below.
///
/// Paths are compared as they are sent, without looking into their percent escapes; empty segments do not count.
struct MountPath: Hashable {
    let segments: [Substring]

    init(_ path: some StringProtocol) {
        segments = path.split(separator: "/").map { Substring($0) }
    }

    func contains(_ other: MountPath) -> Bool {
        other.segments.starts(with: segments)
    }
}
