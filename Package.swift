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
        .executable(name: "fairway", targets: ["FairwayTool"]),
        .executable(name: "fairway-generate", targets: ["FairwayBuildTool"]),
        .plugin(name: "FairwayPlugin", targets: ["FairwayPlugin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .target(name: "FairwaySchema", dependencies: ["CLibYAML"], swiftSettings: settings),
        .testTarget(name: "FairwaySchemaTests", dependencies: ["FairwaySchema"], swiftSettings: settings),
        .target(name: "FairwayGenerator", dependencies: ["FairwaySchema"], swiftSettings: settings),
        .target(name: "FairwayCommands", dependencies: ["FairwayGenerator", "FairwaySchema"], swiftSettings: settings),
        .executableTarget(name: "FairwayBuildTool", dependencies: ["FairwayCommands"], swiftSettings: settings),
        .executableTarget(
            name: "FairwayTool",
            dependencies: [
                "FairwayCommands", "FairwayGenerator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .plugin(name: "FairwayPlugin", capability: .buildTool(), dependencies: ["FairwayBuildTool"]),
        .target(
            name: "Fairway",
            dependencies: [.product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .testTarget(name: "FairwayTests", dependencies: ["Fairway"], swiftSettings: settings),
    ]
)
