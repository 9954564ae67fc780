// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "fairway", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "InProcess",
            dependencies: [.product(name: "Fairway", package: "fairway")],
            swiftSettings: [.treatAllWarnings(as: .error)],
            plugins: [.plugin(name: "FairwayPlugin", package: "fairway")]
        )
    ]
)
