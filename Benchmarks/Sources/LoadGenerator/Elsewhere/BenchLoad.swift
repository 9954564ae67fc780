import Workload

/// Stands where the load generator cannot be.
@main
struct BenchLoad {
    static func main() {
        fail("bench-load", Failure("it waits by epoll, which only Linux has"))
    }
}
