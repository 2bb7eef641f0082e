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
  /// Whether it was said who must have sealed; otherwise the proof is that of ``signer``, whoever that is.
  let signerChecked: Bool
  let signer, signerFingerprint, authority, signedAt, stampedAt: String?
  let evidence: Evidence?

  /// - Parameters:
  ///   - said: nil for a document that is no evidence of eBox.
  ///   - expected: who must have sealed: subject or fingerprint; nil for whoever did.
  init(_ check: SealCheck, _ said: EvidenceDocument?, expected: String? = nil) {
    let isExpected = expected.map { check.isSealed(by: $0) }
    isSound = check.isSound && said != nil && isExpected ?? true
    checks =
      check.findings.map { Check(name: $0.step.rawValue, verdict: $0.verdict.rawValue) }
      + [isExpected].compactMap(\.self).map { Check(name: "signer", verdict: $0 ? "holds" : "fails") }
    signerChecked = expected != nil
    signer = check.signer
    signerFingerprint = check.fingerprint.map(Hex.text)
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
        sealed by   \(signer?.printable ?? "unknown")
                    sha256 \(signerFingerprint ?? "unknown")
        stamped by  \(authority?.printable ?? "unknown")\(stampedAt.map { ", on \($0)" } ?? "")
      """
    let said = evidence.map(\.text) ?? "The document is no evidence of eBox, version 1."
    return "\(lines.joined(separator: "\n"))\n\(who)\n\(said)\n\(verdict)"
  }

  private var verdict: String {
    guard isSound else { return "THE PROOF DOES NOT HOLD." }
    return signerChecked
      ? "The proof holds." : "The proof holds, if \(signer?.printable ?? "unknown") is who you expect."
  }

  private static let words = [
    "form": "a detached seal of one signer", "document": "the document is what was sealed",
    "signature": "the seal's signature", "signingCertificate": "the certificate that the seal names",
    "timeStamp": "one time stamp", "timeStampContent": "the time stamp is over this seal",
    "timeStampSignature": "the time stamp's signature",
    "timeStampTrust": "the time stamp's certificate leads to a trusted one",
    "trust": "the seal's certificate leads to a trusted one",
    "validity": "the certificates were valid when it was stamped",
    "signer": "it was sealed by whom you expect",
  ]
}

extension SealCheck {
  /// - Parameter who: the certificate's SHA-256 fingerprint in hex, also apart by colons, or its subject.
  fileprivate func isSealed(by who: String) -> Bool {
    let digits = who.filter { $0 != ":" }.lowercased()
    return who == signer || digits == fingerprint.map(Hex.text)
  }
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

  private var senderName: String {
    senderNames["en"] ?? senderNames.sorted { $0.key > $1.key }.first?.value ?? ""
  }

  /// For people.
  var text: String {
    let contents = parts.enumerated().map { index, part in
      let what = [part.mediaType?.printable ?? "the text of the message", part.size.map { "\($0) bytes" }]
        .compactMap(\.self).joined(separator: ", ")
      return "  part \(index + 1)      \(what)\n              sha256 \(part.sha256)"
    }
    let lines: [(String, String?)] = [
      ("event", event + (reason.map { ", \($0)" } ?? "")), ("at", at),
      ("issuer", issuer),
      ("sender", "\(sender) \(senderName)"),
      ("application", senderApplication), ("recipient", recipient), ("message", messageId),
      ("type", messageType), ("sent at", sentAt), ("kept until", expiration), ("decide by", acceptUntil),
      ("evidence", evidenceId),
    ]
    let facts = lines.compactMap { name, value in
      value.map { "  \(name.padding(toLength: 12, withPad: " ", startingAt: 0))\($0.printable)" }
    }
    let elsewhere = "  content     described by the proof of SubmissionAcceptance of this message"
    return (["It says:"] + facts + (contents.isEmpty ? [elsewhere] : contents)).joined(separator: "\n")
  }
}

extension String {
  /// Without what steers a terminal or makes a line look like another: control characters, line ends, and
  /// those that turn the direction of writing. What somebody hands over is printed so.
  fileprivate var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          switch scalar.value {
          case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
          default: true
          }
        }))
  }
}
