import Contracts
import DocumentProvider
import Foundation
import TrustServices
import Vocabulary

/// What `ebox proof verify` tells.
struct ProofReport: Encodable {
  struct Check: Encodable {
    let name, verdict: String
  }

  struct Part: Encodable {
    let mediaType: String?
    let size: Int64?
    let sha256: String
    let isMainContent: Bool
  }

  /// What the document says; as much worth as the checks.
  struct Evidence: Encodable {
    let evidenceId, event, at: String
    let reason: String?
    let issuer, messageId, messageType, senderApplication: String
    let sender: String
    let senderNames: [String: String]
    let recipient, sentAt, expiration: String
    let acceptUntil: String?
    /// Empty where the proof does not describe the content.
    let parts: [Part]
  }

  let isSound: Bool
  let checks: [Check]
  let signer, authority, signedAt, stampedAt: String?
  let evidence: Evidence?

  /// - Parameter said: nil for a document that is no evidence of eBox.
  init(_ check: SealCheck, _ said: EvidenceDocument?) {
    isSound = check.isSound && said != nil
    checks = check.findings.map { Check(name: $0.step.rawValue, verdict: $0.verdict.rawValue) }
    signer = check.signer
    authority = check.authority
    signedAt = check.signedAt?.description
    stampedAt = check.stampedAt?.description
    evidence = said.map(Evidence.init)
  }

  /// For people.
  var text: String {
    let lines = checks.map { check in
      let words = Self.words[check.name] ?? check.name
      let mark = ["holds": "holds   ", "fails": "FAILS   ", "notMade": "not made"][check.verdict] ?? ""
      return "  \(mark)  \(words)"
    }
    let who = """
        sealed by   \(signer ?? "unknown")
        stamped by  \(authority ?? "unknown")\(stampedAt.map { ", on \($0)" } ?? "")
      """
    let said = evidence.map(\.text) ?? "The document is no evidence of eBox, version 1."
    return "\(isSound ? "The proof holds." : "THE PROOF DOES NOT HOLD.")\n\(lines.joined(separator: "\n"))\n"
      + "\(who)\n\(said)"
  }

  private static let words = [
    "form": "a detached seal of one signer", "document": "the document is what was sealed",
    "signature": "the seal's signature", "signingCertificate": "the certificate that the seal names",
    "timeStamp": "one time stamp", "timeStampContent": "the time stamp is over this seal",
    "timeStampSignature": "the time stamp's signature",
    "timeStampTrust": "the time stamp's certificate leads to a trusted one",
    "trust": "the seal's certificate leads to a trusted one",
    "validity": "the certificates were valid when it was stamped",
  ]
}

extension ProofReport.Evidence {
  init(_ said: EvidenceDocument) {
    evidenceId = said.fact.id.text
    event = said.fact.event.rawValue
    at = said.fact.at.description
    reason = said.fact.reason?.rawValue
    issuer = said.issuer
    messageId = said.mail.id.text
    messageType = said.mail.type.text
    senderApplication = said.mail.application.text
    sender = said.sender.number.digits
    senderNames = Dictionary(uniqueKeysWithValues: said.sender.names.map { ($0.key.rawValue, $0.value) })
    recipient = said.recipient
    sentAt = said.mail.sentAt.description
    expiration = said.mail.expiration.description
    acceptUntil = said.mail.acceptUntil?.description
    parts = said.mail.parts.map {
      ProofReport.Part(
        mediaType: $0.mediaType, size: $0.size, sha256: Hex.text($0.sha256), isMainContent: $0.isMainContent)
    }
  }

  /// For people.
  var text: String {
    let contents = parts.enumerated().map { index, part in
      let what = [part.mediaType ?? "the text of the message", part.size.map { "\($0) bytes" }]
        .compactMap(\.self).joined(separator: ", ")
      return "  part \(index + 1)      \(what)\n              sha256 \(part.sha256)"
    }
    let lines: [(String, String?)] = [
      ("event", event + (reason.map { ", \($0)" } ?? "")), ("at", at),
      ("issuer", issuer),
      ("sender", "\(sender) \(senderNames.sorted { $0.key < $1.key }.first?.value ?? "")"),
      ("application", senderApplication), ("recipient", recipient), ("message", messageId),
      ("type", messageType), ("sent at", sentAt), ("kept until", expiration), ("decide until", acceptUntil),
      ("evidence", evidenceId),
    ]
    let facts = lines.compactMap { name, value in
      value.map { "  \(name.padding(toLength: 12, withPad: " ", startingAt: 0))\(Self.printable($0))" }
    }
    let elsewhere = "  content     described by the proof of SubmissionAcceptance of this message"
    return (["It says:"] + facts + (contents.isEmpty ? [elsewhere] : contents)).joined(separator: "\n")
  }

  /// A document that somebody hands over must not steer the terminal.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }))
  }
}
