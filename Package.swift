// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors where FAIRWAY_STRICT is set, as it is in CI; a user's newer compiler may know more of them.
let strictness: [SwiftSetting] = Context.environment["FAIRWAY_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

// The fuzzers, and what they fuzz, are built with the engine's instruments only where FAIRWAY_FUZZ is set.
let isFuzzing = Context.environment["FAIRWAY_FUZZ"] != nil
let instruments: [SwiftSetting] =
    isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : []

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + strictness

let package = Package(
    name: "fairway",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "Fairway", targets: ["Fairway"]),
        .library(name: "FairwayNIO", targets: ["FairwayNIO"]),
        .library(name: "FairwayTesting", targets: ["FairwayTesting"]),
        .executable(name: "fairway", targets: ["FairwayTool"]),
        .executable(name: "fairway-generate", targets: ["fairway-generate"]),
        .plugin(name: "FairwayPlugin", targets: ["FairwayPlugin"]),
        .plugin(name: "FairwayCommand", targets: ["FairwayCommand"]),
    ],
    traits: [
        .default(enabledTraits: ["TLS"]),
        .trait(
            name: "TLS",
            description: "TLS for both ends of FairwayNIO; without it BoringSSL is not built."
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .target(name: "FairwaySchema", dependencies: ["CLibYAML"], swiftSettings: settings + instruments),
        .testTarget(
            name: "FairwaySchemaTests",
            dependencies: ["FairwaySchema"],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .target(name: "FairwayGenerator", dependencies: ["FairwaySchema"], swiftSettings: settings + instruments),
        .target(name: "FairwayCommands", dependencies: ["FairwayGenerator", "FairwaySchema"], swiftSettings: settings),
        // Build systems do not agree on whether a plugin finds a tool by its target or its product: both have one name.
        .executableTarget(
            name: "fairway-generate",
            dependencies: ["FairwayCommands"],
            path: "Sources/FairwayBuildTool",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "FairwayTool",
            dependencies: [
                "FairwayCommands", "FairwayGenerator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FairwayGeneratorTests",
            dependencies: ["FairwayGenerator", "FairwaySchema"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FairwayGeneratedTests",
            dependencies: ["Fairway", "FairwayGenerator", "FairwaySchema", "FairwayTesting"],
            exclude: ["Misuse"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FairwayToolTests",
            dependencies: ["FairwayCommands", "FairwayTool", "fairway-generate"],
            swiftSettings: settings
        ),
        .plugin(name: "FairwayPlugin", capability: .buildTool(), dependencies: ["fairway-generate"]),
        .plugin(
            name: "FairwayCommand",
            capability: .command(
                intent: .custom(verb: "fairway", description: "Checks schemas and writes Swift from them."),
                permissions: [.writeToPackageDirectory(reason: "To write the Swift of your schemas.")]
            ),
            dependencies: ["FairwayTool"]
        ),
        .target(
            name: "Fairway",
            dependencies: [
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: settings + instruments
        ),
        .target(name: "FairwayTesting", dependencies: ["Fairway"], swiftSettings: settings),
        .testTarget(
            name: "FairwayTests",
            dependencies: [
                "Fairway",
                "FairwayTesting",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "FairwayNIO",
            dependencies: [
                "Fairway",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["TLS"])),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FairwayNIOTests",
            dependencies: [
                "Fairway",
                "FairwayNIO",
                "FairwayTesting",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["TLS/Certificates"],
            swiftSettings: settings
        ),
        // For Tests/Autobahn/run alone, and therefore no product.
        .executableTarget(
            name: "AutobahnPeer",
            dependencies: ["Fairway", "FairwayNIO"],
            path: "Tests/Autobahn/Peer",
            swiftSettings: settings
        ),
        // What hostile peers are sent to; in no product, so that it is built where it is asked for.
        .executableTarget(
            name: "BesiegedServer",
            dependencies: ["Fairway", "FairwayNIO"],
            path: "Tests/Hostile/Server",
            swiftSettings: settings
        ),
    ]
)

if isFuzzing {
    func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: name,
            dependencies: ["FuzzDriver"] + dependencies,
            path: "Fuzzing/\(name)",
            swiftSettings: settings + instruments,
            linkerSettings: [
                .unsafeFlags(["-sanitize=fuzzer,address"]),
                // The linker that is the default there fails on the compiler's debug information.
                .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
            ]
        )
    }
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzzing/CLibFuzzer"),
        .target(
            name: "FuzzDriver",
            dependencies: ["CLibFuzzer"],
            path: "Fuzzing/FuzzDriver",
            swiftSettings: settings
        ),
        fuzzer("JSONFuzzer", ["Fairway"]),
        fuzzer("YAMLFuzzer", ["FairwayGenerator", "FairwaySchema"]),
    ]
}
