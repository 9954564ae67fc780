// swift-tools-version: 6.2
import PackageDescription

let fairway: [Target.Dependency] = [
    .product(name: "Fairway", package: "fairway"),
    .product(name: "FairwayNIO", package: "fairway"),
]
let plugins: [Target.PluginUsage] = [.plugin(name: "FairwayPlugin", package: "fairway")]
let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "chat",
    platforms: [.macOS(.v15)],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "../..", traits: [])
    ],
    targets: [
        .executableTarget(name: "ChatServer", dependencies: fairway, swiftSettings: settings, plugins: plugins),
        .executableTarget(name: "ChatClient", dependencies: fairway, swiftSettings: settings, plugins: plugins),
        .executableTarget(name: "ChatDemo", dependencies: fairway, swiftSettings: settings, plugins: plugins),
    ]
)
