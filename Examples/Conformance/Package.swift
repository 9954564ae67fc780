// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "conformance",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "fairway-conformance", targets: ["fairway-conformance"])
    ],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "../..", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    ],
    targets: [
        .target(
            name: "ConformanceServer",
            dependencies: [.product(name: "Fairway", package: "fairway")],
            swiftSettings: settings,
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
        .executableTarget(
            name: "fairway-conformance",
            dependencies: [
                "ConformanceServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Sources/ConformanceCommand",
            swiftSettings: settings
        ),
        .target(
            name: "Scenarios",
            dependencies: ["ConformanceServer", .product(name: "Fairway", package: "fairway")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fairway-scenario",
            dependencies: [
                "Scenarios",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
            ],
            path: "Sources/ScenarioCommand",
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "ConformanceServer", "Scenarios",
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
                .product(name: "FairwayTesting", package: "fairway"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
    ]
)
