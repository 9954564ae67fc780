// swift-tools-version: 6.2
import PackageDescription

// The load generator waits by epoll.
#if os(Linux)
    let loadGeneratorExclusions = ["Elsewhere"]
#else
    let loadGeneratorExclusions = ["Linux"]
#endif

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "..", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    ],
    targets: [
        // No header of the C library's module declares epoll.
        .systemLibrary(name: "CEpoll"),
        .target(name: "Workload", swiftSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "Counts",
            dependencies: ["Workload", .product(name: "Fairway", package: "fairway")],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "bench-server",
            dependencies: [
                "Workload",
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            path: "Sources/BenchServer",
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "InProcess",
            dependencies: ["Workload", .product(name: "Fairway", package: "fairway")],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "bench-load",
            dependencies: ["Workload", .target(name: "CEpoll", condition: .when(platforms: [.linux]))],
            path: "Sources/LoadGenerator",
            exclude: loadGeneratorExclusions,
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
