import Foundation

/// Stands where the load generator cannot be: it is written for Linux.
@main
struct BenchLoad {
    static func main() {
        print("bench-load drives servers by epoll, which only Linux has")
        exit(1)
    }
}
