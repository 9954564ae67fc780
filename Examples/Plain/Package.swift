// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "plain",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "fairway", path: "../..")
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
