// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built under the same rules: Swift 6, explicit `any`, explicit imports, warnings
/// as errors.
let ours: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
]

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: ours)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)", swiftSettings: ours)
}

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioLocks: Target.Dependency = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")

let package = Package(
  name: "ebox",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ebox", targets: ["ebox"]),
    .executable(name: "ebox-pdf-inspector", targets: ["PDFInspector"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
    .package(url: "https://github.com/vapor/jwt-kit.git", exact: "5.7.1"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
    .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    // Transitive, named so that every build anywhere uses the same versions.
    .package(url: "https://github.com/apple/swift-algorithms.git", exact: "1.2.1"),
    .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-async-algorithms.git", exact: "1.1.4"),
    .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
    .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-structured-headers.git", exact: "1.7.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-transport-services.git", exact: "1.28.0"),
    .package(url: "https://github.com/apple/swift-numerics.git", exact: "1.1.1"),
    .package(url: "https://github.com/apple/swift-service-context.git", exact: "1.5.1"),
    .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .systemLibrary(
      name: "CXMLSecLibrary", pkgConfig: "xmlsec1-openssl", providers: [.apt(["libxmlsec1-dev"])]),
    .target(name: "CXMLSec", dependencies: ["CXMLSecLibrary"]),
    .systemLibrary(name: "COpenSSLLibrary", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "COpenSSL", dependencies: ["COpenSSLLibrary"]),
    .target(name: "COpenDKIM", linkerSettings: [.linkedLibrary("opendkim")]),
    room("Vocabulary", ["CLinux"]),
    room("Contracts", ["Vocabulary", nio]),
    room("Storage", ["Vocabulary", "Contracts", "CLibPQ", "CLinux", sqlite, crypto, nio, log]),
    room("Mail", ["Vocabulary", "CCurl", "COpenDKIM"]),
    room(
      "TrustServices",
      [
        "Vocabulary", "Contracts", "Storage", "CLinux", "CXMLSec", "COpenSSL", crypto, cryptoExtras,
        httpClient, nio, nioHTTP1, log,
      ]),
    .executableTarget(
      name: "PDFInspector", linkerSettings: [.linkedLibrary("qpdf"), .linkedLibrary("poppler-cpp")]),
    room("DocumentInspection", ["Vocabulary", "Contracts", "CLinux", crypto, nio, nioPosix, log]),
    room("AuditTrail", ["Vocabulary", "Contracts", "Storage", "TrustServices", crypto, log]),
    room(
      "DocumentProvider",
      ["Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail", crypto, nio, log, metrics]),
    room(
      "Provider",
      [
        "Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail", "Mail", crypto, httpClient,
        nio, nioHTTP1, log, metrics,
      ]),
    room("Pages", ["Vocabulary", hummingbird, httpTypes, crypto, nio]),
    room("Archive", ["Vocabulary", "Contracts", "Pages", "CZlib", nio]),
    room(
      "MyEBox",
      [
        "Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail", "Pages", "Archive", "EdgeHTTP",
        hummingbird,
        httpTypes, crypto, nio, log, metrics,
      ]),
    room("EdgeHTTP", ["Vocabulary", "Contracts", hummingbird, httpTypes, nio]),
    room(
      "MessageRegistryAPI",
      ["Vocabulary", "Contracts", "EdgeHTTP", hummingbird, httpTypes, nio, nioFoundation, log, metrics],
      resources: [
        .embedInCode("V3/message-registry-3.yaml"), .embedInCode("V21/message-registry-2.1.yaml"),
      ]),
    room(
      "SOAPServices",
      [
        "Vocabulary", "Contracts", "TrustServices", "EdgeHTTP", hummingbird, httpTypes, crypto, nio, log,
      ],
      resources: [
        .embedInCode("EboxMessage/Contract/eboxmessage-v1.wsdl"),
        .embedInCode("EboxMessage/Contract/eboxmessage-v1.xsd"),
        .embedInCode("EboxMessage/Contract/eboxmessage-types-v1.xsd"),
        .embedInCode("EboxMessage/Contract/errors-v1.xsd"),
        .embedInCode("EboxMessage/Contract/monitoring-v1.xsd"),
        .embedInCode("EboxMessage/Contract/swaref.xsd"), .embedInCode("EboxMessage/Contract/xml.xsd"),
        .embedInCode("CitizenProfile/Contract/citizenprofile-v1.wsdl"),
        .embedInCode("CitizenProfile/Contract/citizenprofile-v1.xsd"),
        .embedInCode("CitizenProfile/Contract/citizenprofile-types-v1.xsd"),
        .embedInCode("RegisteredMail/Contract/registeredmail-v1.wsdl"),
        .embedInCode("RegisteredMail/Contract/registeredmail-v1.xsd"),
        .embedInCode("RegisteredMail/Contract/registeredmail-types-v1.xsd"),
        .embedInCode("RegisteredMail/Contract/serviceprovider-errors-v1.xsd"),
      ]),
    room(
      "FederationAPI",
      [
        "Vocabulary", "Contracts", "Pages", "Archive", hummingbird, httpTypes, crypto, nio, nioFoundation,
        log, metrics,
      ]),
    room(
      "EBoxClient", ["Vocabulary", "Contracts", httpClient, jwt, crypto, nio, nioHTTP1, nioFoundation, log]),
    room("PlayedCSAM", ["Vocabulary", "Pages", hummingbird, httpTypes, crypto, nio]),
    room(
      "EBoxTesting",
      [
        "Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail", "DocumentProvider", "Provider",
        "MyEBox", "Mail", jwt,
        crypto, cryptoExtras, nio, log,
      ]),
    .executableTarget(
      name: "ebox",
      dependencies: [
        "Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail", "DocumentProvider", "Provider",
        "DocumentInspection", "MyEBox", "Mail", "CLinux",
        "Pages", "MessageRegistryAPI", "SOAPServices", "FederationAPI", "EBoxClient", "PlayedCSAM",
        hummingbird,
        hummingbirdCore, httpTypes,
        httpClient,
        arguments, yams, jwt, crypto, cryptoExtras, x509, asn1, nio, nioPosix, log, metrics, lifecycle,
        signals,
      ],
      resources: [.embedInCode("Demo/letters.py")],
      swiftSettings: ours),
    .executableTarget(
      name: "ebox-bench", dependencies: ["CLibPQ", "TrustServices", crypto, cryptoExtras, arguments],
      path: "Benchmarks", swiftSettings: ours),
    tests("Vocabulary", ["Vocabulary"]),
    tests("Mail", ["Mail", "Vocabulary", "EBoxTesting"]),
    tests(
      "DocumentInspection",
      ["DocumentInspection", "Contracts", "Vocabulary", "EBoxTesting", nio, nioPosix, log]),
    tests("Storage", ["Storage", "Contracts", "Vocabulary", "EBoxTesting", nio, crypto, log]),
    tests(
      "TrustServices",
      [
        "TrustServices", "Storage", "Vocabulary", "EBoxTesting", hummingbird, hummingbirdTesting, httpTypes,
        nio, crypto,
      ]),
    tests("AuditTrail", ["AuditTrail", "Storage", "Contracts", "Vocabulary", "EBoxTesting", crypto, log]),
    tests(
      "DocumentProvider",
      [
        "DocumentProvider", "AuditTrail", "Storage", "TrustServices", "Contracts", "Vocabulary",
        "EBoxTesting", nio, crypto,
      ]),
    tests(
      "Provider",
      [
        "Provider", "Mail", "AuditTrail", "Storage", "TrustServices", "Contracts", "Vocabulary",
        "EBoxTesting", jwt,
        nio, crypto, log,
      ]),
    tests(
      "MessageRegistryAPI",
      [
        "MessageRegistryAPI", "EdgeHTTP", "Contracts", "Vocabulary", "EBoxTesting", hummingbird,
        hummingbirdTesting, httpTypes, nio, nioLocks, log,
      ]),
    tests(
      "FederationAPI",
      [
        "FederationAPI", "PlayedCSAM", "Provider", "Contracts", "Vocabulary", "EBoxTesting", "Pages",
        "Storage", hummingbird, hummingbirdTesting, httpTypes, crypto, nio,
      ]),
    tests("EdgeHTTP", ["EdgeHTTP"]),
    tests(
      "SOAPServices",
      [
        "SOAPServices", "EdgeHTTP", "TrustServices", "Contracts", "Vocabulary", "EBoxTesting", hummingbird,
        hummingbirdTesting, httpTypes, nio, log,
      ]),
    tests("Archive", ["Archive", "Contracts", "Pages", "Vocabulary", "EBoxTesting", nio]),
    tests("Pages", ["Pages", "Vocabulary", hummingbird, hummingbirdTesting, httpTypes, crypto, nio]),
    tests(
      "MyEBox",
      [
        "MyEBox", "Contracts", "Storage", "TrustServices", "AuditTrail", "Vocabulary", "Pages", "EBoxTesting",
        "EdgeHTTP",
        hummingbird, hummingbirdTesting, httpTypes, crypto, nio, log,
      ]),
    tests(
      "Contracts",
      [
        "Contracts", "Vocabulary", "DocumentProvider", "Provider", "EBoxClient", "MessageRegistryAPI",
        "FederationAPI",
        "EBoxTesting", "Storage", "TrustServices", "AuditTrail", hummingbird, hummingbirdTesting, httpClient,
        nio,
        crypto, jwt, log,
      ]),
    tests(
      "Journeys",
      [
        "ebox", "EBoxTesting", "EBoxClient", "AuditTrail", "Storage", "TrustServices", "Contracts",
        "Vocabulary", "DocumentProvider", "Provider", "MyEBox",
        httpClient, arguments, crypto, nio, nioPosix, nioHTTP1, metrics, log,
      ]),
    tests("HouseRules", []),
  ],
  cxxLanguageStandard: .cxx20
)
