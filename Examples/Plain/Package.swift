// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "plain",
    platforms: [.macOS(.v15)],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "../..", traits: [])
    ],
    targets: [
        .executableTarget(
            name: "PlainServer",
            dependencies: [
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayNIO", package: "fairway"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        )
    ]
)
