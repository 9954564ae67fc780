import Synchronization

/// Tells whether an object has been let go.
final class WeakReference<Object: AnyObject & Sendable>: Sendable {
    private struct Holder {
        weak var object: Object?
    }

    private let holder: Mutex<Holder>

    init(_ object: Object) {
        holder = Mutex(Holder(object: object))
    }

    var isGone: Bool { holder.withLock { $0.object == nil } }
}
