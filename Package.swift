// swift-tools-version: 6.1
import PackageDescription

/// Rooms whose inner loops go over every byte of a file or every title of a lexicon are optimised in debug builds, too: not optimised, each import
/// of a test would read 40,000 lines of config/ at a fiftieth of the speed.
let optimisedInDebug: [SwiftSetting] = [
    .unsafeFlags(["-O", "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
]

let package = Package(
    name: "padan",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "padan", targets: ["padan"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // System libraries, as Debian -dev packages.
        .systemLibrary(name: "CLibPQ", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMinizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // Drawings, of plain numbers and words.
        .target(name: "Charts"),
        // The rooms, in the order in which data walks through them (see CONTRIBUTING.md).
        .target(name: "Digest", dependencies: ["CLibCrypto"]),
        // Files that appear when they are complete.
        .target(name: "Files", dependencies: [.product(name: "SystemPackage", package: "swift-system")]),
        // Other programs as children of this one.
        .target(
            name: "Processes",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"), .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Postgres",
            dependencies: [
                "CLibPQ", "Digest", "Files", "Processes", .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Domain"),
        // A small tool: the one parser of CSV, for people's files and for those of config/.
        .target(name: "CSV", swiftSettings: optimisedInDebug),
        .target(
            name: "Configuration",
            dependencies: ["Domain", "CSV", "Digest", .product(name: "Yams", package: "Yams")],
            swiftSettings: optimisedInDebug
        ),
        .target(
            name: "Ingest",
            dependencies: [
                "Domain", "Postgres", "Configuration", "CSV", "Digest", "OccupationCoding", "CMinizip", "CExpat",
                .product(name: "BitCollections", package: "swift-collections"), .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: optimisedInDebug
        ),
        // Optimised in debug builds too: it learns 30,000 titles in seconds, which would be minutes.
        .target(
            name: "OccupationCoding",
            swiftSettings: [
                .unsafeFlags(["-enforce-exclusivity=unchecked"]),
                .unsafeFlags(
                    ["-O", "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug)),
            ]),
        .target(name: "Demand", dependencies: ["Domain"]),
        .target(name: "Parallel"),
        .target(
            name: "Scoring",
            dependencies: ["Domain", "Parallel", .product(name: "BitCollections", package: "swift-collections")]
        ),
        // Optimised as a whole in debug builds too: its search makes a million moves a second, and two of five seconds of the tests were spent in
        // it while one file could not inline what another holds. One task owns a search, so that checks of exclusive access, a tenth of its
        // time, have nothing to find.
        .target(
            name: "Allocation", dependencies: ["Domain", "Parallel"],
            swiftSettings: [
                .unsafeFlags(["-enforce-exclusivity=unchecked"]),
                .unsafeFlags(
                    ["-O", "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug)),
            ]),
        .target(name: "Store", dependencies: ["Domain", "Demand", "Scoring", "Allocation", "Parallel", "Postgres"]),
        .target(
            name: "Report",
            dependencies: [
                "Domain", "Ingest", "Demand", "Scoring", "Allocation", "Configuration", "Charts", "CXlsxWriter", "Files",
                .product(name: "Mustache", package: "swift-mustache"), .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Service",
            dependencies: [
                "Files", "Processes", "Domain", "Configuration", "Postgres", "Ingest", "Demand", "Scoring", "Allocation", "Store", "Report",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "padan",
            dependencies: [
                "Domain", "Configuration", "Report", "Service",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // The benchmarks (see Benchmarks/README.md). Those of the engine alone do not link the database client.
        .target(name: "BenchSupport", path: "Benchmarks/Support"),
        .executableTarget(
            name: "padan-bench",
            dependencies: [
                "BenchSupport", "Domain", "Configuration", "Postgres", "Ingest", "Demand", "Scoring", "Store", "Report",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/PadanBench"
        ),
        .executableTarget(
            name: "padan-score-bench",
            dependencies: [
                "BenchSupport", "Configuration", "Parallel", "Scoring", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/ScoreBench"
        ),
        .executableTarget(
            name: "padan-allocation-bench",
            dependencies: ["BenchSupport", "Allocation", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Benchmarks/AllocationBench"
        ),

        // A real server for the tests, started by themselves.
        .target(name: "TestSupport", dependencies: ["Postgres", "Configuration"], path: "Tests/TestSupport"),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Domain", "Postgres", "Processes", "TestSupport", .product(name: "Logging", package: "swift-log")]),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
        .testTarget(name: "ConfigurationTests", dependencies: ["CSV", "Configuration", "Report"]),
        .testTarget(
            name: "IngestTests", dependencies: ["Ingest", "Report", "Configuration", "TestSupport", "CMinizip"], exclude: ["Fixtures"]),
        .testTarget(name: "DemandTests", dependencies: ["CSV", "Demand", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "ScoringTests", dependencies: ["Scoring", "Report", "Configuration", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "AllocationTests", dependencies: ["Allocation", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "ReportTests", dependencies: ["CSV", "Report", "Charts"]),
        .testTarget(
            name: "DashboardTests", dependencies: ["Postgres", "Store", "Domain", "Configuration", "TestSupport"],
            exclude: ["Contract", "SQL"]),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "Postgres", "Demand", "Scoring", "Allocation", "Domain", "Configuration", "TestSupport"]),
        // A front end that knows the service and the domain alone; ServiceTests runs it.
        .executableTarget(name: "service-walk", dependencies: ["Domain", "Service"], path: "Tests/ServiceWalk"),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "service-walk", "Service", "Processes", "Allocation", "Configuration", "Domain", "Postgres", "Report", "Store",
                "TestSupport",
            ]),
        .testTarget(
            name: "CommandTests", dependencies: ["padan", "Postgres", "TestSupport"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)
