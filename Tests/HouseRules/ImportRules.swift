/// Imports between our targets go one way (house.md §2).
enum ImportRules {
  private static let foundation = ["Vocabulary", "Contracts", "Storage", "TrustServices", "AuditTrail"]
  private static let parties = ["DocumentProvider", "Provider", "MyEBox"]
  private static let edges = ["MessageRegistryAPI", "SOAPServices", "FederationAPI", "EBoxClient"]

  /// What each target may import of ours.
  static let allowed: [String: Set<String>] = {
    var allowed: [String: Set<String>] = [
      "CLibPQ": [], "CLinux": [], "CSQLite": [], "CCurl": [], "COpenDKIM": [], "CZlib": [],
      "CXMLSec": ["CXMLSecLibrary"],
      "CXMLSecLibrary": [], "COpenSSL": ["COpenSSLLibrary"], "COpenSSLLibrary": [],
    ]
    for (index, room) in foundation.enumerated() { allowed[room] = Set(foundation[..<index]) }
    allowed["Vocabulary"]?.insert("CLinux")
    allowed["Storage"]?.formUnion(["CLibPQ", "CLinux", "CSQLite"])
    allowed["TrustServices"]?.formUnion(["CLinux", "CXMLSec", "COpenSSL"])
    for party in parties { allowed[party] = Set(foundation) }
    for edge in edges { allowed[edge] = ["Vocabulary", "Contracts", "TrustServices"] }
    allowed["EdgeHTTP"] = ["Vocabulary", "Contracts"]
    for edge in ["MessageRegistryAPI", "SOAPServices"] { allowed[edge]?.insert("EdgeHTTP") }
    allowed["Mail"] = ["Vocabulary", "CCurl", "COpenDKIM"]
    allowed["Provider"]?.insert("Mail")
    allowed["DocumentInspection"] = ["Vocabulary", "Contracts", "CLinux"]
    allowed["PDFInspector"] = []
    allowed["Pages"] = ["Vocabulary"]
    allowed["PlayedCSAM"] = ["Vocabulary", "Pages"]
    allowed["Archive"] = ["Vocabulary", "Contracts", "Pages", "CZlib"]
    allowed["MyEBox"]?.formUnion(["Pages", "Archive", "EdgeHTTP"])
    allowed["FederationAPI"]?.formUnion(["Pages", "Archive"])
    let beside = ["Mail", "DocumentInspection", "Pages", "Archive", "PlayedCSAM"]
    allowed["EBoxTesting"] = Set(foundation + parties + edges + beside)
    allowed["ebox"] = Set(foundation + parties + edges + beside + ["CLinux"])
    return allowed
  }()

  /// Packages that one room hides from the others.
  static let hidden = [
    "GRDB": "Storage", "CLibPQ": "Storage", "CCurl": "Mail", "COpenDKIM": "Mail", "CXMLSec": "TrustServices",
    "COpenSSL": "TrustServices",
  ]

  static func imports(_ source: SourceText) -> [Finding] {
    guard source.root == "Sources" else { return [] }
    let pattern = #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package |public |internal )?import (?:\w+ )?(\w+)"#
    return source.layers.code.enumerated().compactMap { index, code in
      guard let name = Pattern.matches(pattern, in: code).first?[1] else { return nil }
      return forbidden(name, in: source.room).map { source.finding(index + 1, $0.wrong, $0.remedy) }
    }
  }

  /// The dependencies that `Package.swift` declares.
  static func manifest(_ package: SourceText) -> [Finding] {
    let text = package.lines.joined(separator: "\n")
    let rooms =
      Pattern.matches(#"\broom\(\s*"(\w+)",\s*\[([^\]]*)\]"#, in: text)
      + Pattern.matches(#"\.executableTarget\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]"#, in: text)
    return rooms.flatMap { room in
      let line = package.lines.firstIndex { $0.contains("\"\(room[1])\"") } ?? 0
      return Pattern.matches(#""(\w+)""#, in: room[2]).compactMap { dependency in
        forbidden(dependency[1], in: room[1]).map { package.finding(line + 1, $0.wrong, $0.remedy) }
      }
    }
  }

  private static func forbidden(_ name: String, in room: String) -> (wrong: String, remedy: String)? {
    let remedy = "imports go one way (house.md §2): ask through a contract"
    if let owner = hidden[name], owner != room { return ("\(room) imports \(name)", "only \(owner) does") }
    guard allowed[name] != nil, name != room else { return nil }
    guard let mine = allowed[room] else {
      return ("\(room) is no room of the house", "add it to ImportRules, with what it may import")
    }
    return mine.contains(name) ? nil : ("\(room) imports \(name)", remedy)
  }
}
