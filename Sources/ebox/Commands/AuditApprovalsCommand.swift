import ArgumentParser
import DocumentProvider
import TrustServices
import Vocabulary

/// `ebox audit approvals`.
struct AuditApprovalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approvals",
    abstract: "Checks the approvals by which a message was taken back after a data breach.",
    discussion: """
      Each is checked again with the public key that is kept beside it, and compared with the audit entry of
      the recall. May run beside the server. Ends with 1 when something does not hold, or nothing is kept.
      That the trail itself is as it was written, `ebox audit verify` says.

      EXAMPLE
        ebox audit approvals 01KAMXN3V0M4T1X0R8W9Q2Y5CE --config ebox-demo/ebox.yaml
      """)

  @OptionGroup var options: ConfigurationOptions

  @Argument(help: "Message id.")
  var message: String

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    struct Approval: Encodable {
      let approver, role, fingerprint: String
      let isSigned, isOnTrail: Bool
    }

    let messageId, breachReference, at: String
    let isSound: Bool
    let approvals: [Approval]
    let approvalsOnTrail: Int?
  }

  func validate() throws {
    do { _ = try MessageID(parsing: message) } catch { throw ValidationError("\(error)") }
  }

  func run() async throws {
    let configuration = try options.load()
    let id = try MessageID(parsing: message)
    try await ServerFailure.explained {
      guard let kept = try await Self.kept(of: id, configuration) else {
        Terminal.note("No approvals: this message was not taken back after a data breach.")
        throw ExitStatus.turnedDown.code
      }
      try report(kept)
      if !kept.isSound { throw ExitStatus.turnedDown.code }
    }
  }

  /// At whichever document provider the message was.
  private static func kept(
    of id: MessageID, _ configuration: Configuration
  ) async throws -> KeptApprovals? {
    let first = [(party: DocumentProvider.party, places: configuration.settings.places)]
    let further = configuration.register.documentProviders.map {
      (party: HostedProvider.party(of: $0.id), places: $0.places)
    }
    for (party, places) in first + further {
      let database = try await Stores.openToRead(places)
      if let kept = try await KeptApprovals.of(id, by: party, in: database) { return kept }
    }
    return nil
  }

  private func report(_ kept: KeptApprovals) throws {
    let answer = Answer(
      messageId: message, breachReference: kept.reference, at: kept.at.brussels, isSound: kept.isSound,
      approvals: kept.approvals.map {
        Answer.Approval(
          approver: $0.approver, role: $0.role,
          fingerprint: "sha256:\(Base64URL.encode($0.fingerprint))", isSigned: $0.isSigned,
          isOnTrail: $0.isOnTrail)
      }, approvalsOnTrail: kept.countOnTrail)
    if json { return try Terminal.json(answer) }
    let lines = answer.approvals.map { approval in
      let faults = [
        approval.isSigned ? nil : "its signature does not hold",
        approval.isOnTrail ? nil : "the audit entry names another",
      ].compactMap(\.self)
      return """
        \(approval.approver)  \(approval.role), \(approval.fingerprint)
            \(faults.isEmpty ? "holds" : "DIFFERS: " + faults.joined(separator: "; "))
        """
    }
    let count = answer.approvalsOnTrail.map { "\($0) on the trail" } ?? "no audit entry of them"
    Terminal.result(
      """
      \(answer.breachReference), taken back on \(answer.at): \(answer.isSound ? "sound" : "DIFFERS")
      \(lines.joined(separator: "\n"))
        \(answer.approvals.count) kept, \(count)
      """)
  }
}
