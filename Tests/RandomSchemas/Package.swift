// swift-tools-version: 6.2
import PackageDescription

// `run` copies this package to a place two folders below the project's, where it writes what `Author` makes up.
let package = Package(
    name: "random-schemas",
    platforms: [.macOS(.v15)],
    dependencies: [
        // It stays on this machine and needs no TLS, so that BoringSSL is not built for it.
        .package(name: "fairway", path: "../..", traits: [])
    ],
    targets: [
        .executableTarget(name: "Author"),
        .executableTarget(
            name: "Check",
            dependencies: [
                .product(name: "Fairway", package: "fairway"),
                .product(name: "FairwayTesting", package: "fairway"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        ),
    ]
)
