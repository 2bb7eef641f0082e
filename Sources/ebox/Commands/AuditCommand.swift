import ArgumentParser
import AuditTrail
import Logging
import Vocabulary

/// `ebox audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "What the audit trails show.",
    subcommands: [AuditVerifyCommand.self, AuditApprovalsCommand.self])
}

/// `ebox audit verify`.
struct AuditVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes every trail from its entries and compares it with what is stored.",
    discussion: """
      May run beside the server. Ends with 1 when a trail is not as it was written. Heads that others keep can be given to
      it, as party:size:root; without them an end that was cut off can't be seen.

      EXAMPLE
        ebox audit verify --config ebox-demo/ebox.yaml
      """)

  @OptionGroup var options: ConfigurationOptions

  @Option(help: ArgumentHelp("A head of a trail kept elsewhere.", valueName: "party:size:root"))
  var head: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let configuration = try options.load()
    let heads = try head.map(KnownHead.init)
    var reports: [AuditReport] = []
    try await ServerFailure.explained {
      for (trail, places) in Parties.trails(of: configuration) {
        let database = try await Stores.openToRead(places)
        let known = heads.filter { $0.party == trail.party }.map(\.head)
        let progress = VerifyProgress(party: trail.party)
        reports.append(
          try await AuditVerifier(trail, database: database).verify(known: known) {
            progress.told($0, of: $1)
          })
      }
    }
    try report(reports)
    if reports.contains(where: { !$0.isSound }) { throw ExitStatus.turnedDown.code }
  }

  private func report(_ reports: [AuditReport]) throws {
    if json { return try Terminal.json(reports) }
    for report in reports {
      let finding = report.firstDifference.map { "DIFFERS: \($0)" } ?? "sound"
      Terminal.result(
        """
        \(report.party): \(finding)
          entries  \(report.entriesVerified) verified, \(report.entriesUnplaced) waiting for their place
          root     \(report.root ?? "can't be computed")
        """)
    }
  }
}

/// A head as the command line gives it.
struct KnownHead {
  let party: String
  let head: TreeHead

  init(_ text: String) throws {
    let parts = text.split(separator: ":").map(String.init)
    guard parts.count == 3, let size = Int64(parts[1]),
      let root = MerkleHash(parsing: Hex.bytes(parts[2]) ?? [])
    else {
      throw ValidationError("--head must be party:size:root, the root in hexadecimal.")
    }
    party = parts[0]
    head = TreeHead(size: size, root: root)
  }
}

/// Hexadecimal.
enum Hex {
  /// In small letters.
  static func text(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
  }

  /// Nil when it is no hexadecimal text of whole bytes.
  static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
