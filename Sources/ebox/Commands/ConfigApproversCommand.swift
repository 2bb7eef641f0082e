import ArgumentParser
import Contracts
import DocumentProvider
import TrustServices
import Vocabulary

/// `ebox config approvers`.
struct ConfigApproversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approvers",
    abstract: "Prints who may approve that an opened message is taken back.",
    discussion: """
      With the fingerprint of each key (SHA-256 of the public key in DER), so that people see that it is
      theirs. A mistake in the register is told with its line.

      EXAMPLE
        ebox config approvers --config ebox.yaml
      """)

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print JSON.")
  var json = false

  private struct Line: Encodable {
    let id, role, algorithm, fingerprint: String
    let enterprise, from, until: String?
  }

  func run() throws {
    let approvers = try options.load().register.approvers.sorted { $0.id < $1.id }
    if json { return try Terminal.json(approvers.map(line)) }
    guard !approvers.isEmpty else { return Terminal.note("Nobody: the register has no `approvers`.") }
    Terminal.result(approvers.map { describe(line($0)) }.joined(separator: "\n"))
  }

  private func line(_ approver: RecallApprover) -> Line {
    Line(
      id: approver.id.text, role: approver.role.rawValue, algorithm: approver.key.algorithm.rawValue,
      fingerprint: "sha256:\(Base64URL.encode(approver.key.fingerprint))",
      enterprise: approver.organization?.digits, from: approver.from?.brussels,
      until: approver.until?.brussels)
  }

  private func describe(_ line: Line) -> String {
    let terms = [line.from.map { "from \($0)" }, line.until.map { "until \($0)" }].compactMap(\.self)
    return """
      \(line.id)  \(line.role), \(line.enterprise ?? "all senders")
          \(([line.algorithm, line.fingerprint] + terms).joined(separator: "  "))
      """
  }
}
