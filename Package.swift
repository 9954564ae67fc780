// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "fairway",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "Fairway", targets: ["Fairway"]),
        .library(name: "FairwayNIO", targets: ["FairwayNIO"]),
        .library(name: "FairwayTesting", targets: ["FairwayTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .target(name: "FairwaySchema", dependencies: ["CLibYAML"], swiftSettings: settings),
        .testTarget(
            name: "FairwaySchemaTests",
            dependencies: ["FairwaySchema"],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .target(
            name: "Fairway",
            dependencies: [.product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .target(name: "FairwayTesting", dependencies: ["Fairway"], swiftSettings: settings),
        .testTarget(
            name: "FairwayTests",
            dependencies: ["Fairway", "FairwayTesting"],
            swiftSettings: settings
        ),
        .target(
            name: "FairwayNIO",
            dependencies: [
                "Fairway",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FairwayNIOTests",
            dependencies: [
                "Fairway",
                "FairwayNIO",
                "FairwayTesting",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
    ]
)
