// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "..", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    ],
    targets: [
        .executableTarget(
            name: "InProcess",
            dependencies: [.product(name: "Fairway", package: "fairway")],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "Counts",
            dependencies: [.product(name: "Fairway", package: "fairway")],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "Idle",
            dependencies: [
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
