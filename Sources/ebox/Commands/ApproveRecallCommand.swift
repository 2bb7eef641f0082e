import ArgumentParser
import Contracts
import Foundation
import TrustServices
import Vocabulary

/// `ebox approve-recall`.
struct ApproveRecallCommand: ParsableCommand {
  static let daysMax = Int(RecallApproval.lifetimeSecondsMax / 86_400)

  static let configuration = CommandConfiguration(
    commandName: "approve-recall",
    abstract: "Signs that an opened message may be taken back, after a data breach.",
    discussion: """
      Reaches no server: the approval is printed, for who calls `ebox recall`. It holds for this message, \
      this breach and exactly this reason. Two people of the sender and a data protection officer sign one \
      each, with the key that is registered for them under `approvers` (docs/guides/register.md).

      EXAMPLE
        ebox approve-recall 01KAMXN3V0M4T1X0R8W9Q2Y5CE --breach 2026-17 --reason "Niet voor u bestemd" \\
          --id legal-1 --key legal-1.key.pem > one.jwt
      """)

  @Argument(help: "Message id.")
  var message: String

  @Option(help: ArgumentHelp("The sender's case of the data breach.", valueName: "reference"))
  var breach: String

  @Option(help: "What the citizen will read, to the letter.")
  var reason: String

  @Option(help: ArgumentHelp("Under which the approver is registered.", valueName: "name"))
  var id: String

  @Option(help: ArgumentHelp("PEM file of the approver's private key.", valueName: "file"))
  var key: String

  @Option(help: ArgumentHelp("Registered for the key, where it is not the usual one.", valueName: "name"))
  var algorithm: String?

  @Option(help: ArgumentHelp("For how long it holds, at most \(daysMax) days.", valueName: "days"))
  var days = ApproveRecallCommand.daysMax

  @Option(help: ArgumentHelp("Write it there instead of printing it.", valueName: "file"))
  var out: String?

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let approval, approver, messageId, breachReference, until: String
  }

  func validate() throws {
    guard (1...Self.daysMax).contains(days) else {
      throw ValidationError("--days must be 1 to \(Self.daysMax).")
    }
    if let algorithm, SignatureAlgorithm(rawValue: algorithm) == nil {
      let known = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--algorithm must be one of \(known).")
    }
  }

  func run() throws {
    do {
      let now = SystemTime().now()
      let until = now.adding(seconds: Int64(days) * 86_400)
      let approval = RecallApproval(
        message: try MessageID(parsing: message),
        breachReference: try BreachReference(parsing: breach).text, reason: try checkedReason(),
        issued: now, expires: until)
      let signed = try approval.signed(by: try signingKey())
      if let out { try (signed + "\n").write(toFile: out, atomically: true, encoding: .utf8) }
      if json {
        return try Terminal.json(
          Answer(
            approval: signed, approver: id, messageId: approval.messageID,
            breachReference: approval.breachReference, until: until.brussels))
      }
      if out == nil { Terminal.result(signed) }
      Terminal.note("Signed as \(id), for message \(message) and breach \(breach), until \(until.brussels).")
    } catch let invalid as InvalidIdentifier {
      throw ValidationError("\(invalid)")
    }
  }

  /// As a recall takes it.
  private func checkedReason() throws -> String {
    _ = try TranslatedText(
      parsing: [.nl: reason], kind: "reason", charactersMax: Recall.reasonCharactersMax)
    return reason
  }

  private func signingKey() throws -> SigningKey {
    let pem: String
    do { pem = try String(contentsOfFile: key, encoding: .utf8) } catch {
      throw ValidationError("--key: \(key) can't be read.")
    }
    return try SigningKey(
      id: try ApproverID(parsing: id).text, pem: pem,
      algorithm: algorithm.flatMap(SignatureAlgorithm.init(rawValue:)))
  }
}
