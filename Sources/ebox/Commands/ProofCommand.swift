import ArgumentParser
import Contracts
import DocumentProvider
import Foundation
import TrustServices
import Vocabulary

/// `ebox proof`.
struct ProofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof", abstract: "What a proof of registered mail says, and whether it holds.",
    subcommands: [ProofVerifyCommand.self])
}

/// `ebox proof verify`.
struct ProofVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks a proof offline, and prints what it says.",
    discussion: """
      Needs the two files of a proof and the certificates that you trust: of the authority that certified \
      the seal, and of the one that certified the time-stamp authority. Reaches no server. Ends with 1 when \
      a check fails. docs/guides/proofs.md tells how to do the same with openssl.

      An authority certifies the seals of many: name with --signer whose you expect, or read in the output \
      who sealed.

      EXAMPLE
        ebox proof verify evidence.xml evidence.p7s --anchors ca.pem
      """)

  @Argument(help: "The document (XML).")
  var evidence: String

  @Argument(help: "Its seal (CMS, DER).")
  var seal: String

  @Option(help: ArgumentHelp("PEM file of the certificates trusted for the seal.", valueName: "file"))
  var anchors: String

  @Option(
    help: ArgumentHelp(
      "PEM file of those trusted for the time stamp, where they are others.", valueName: "file"))
  var stampAnchors: String?

  @Option(
    help: ArgumentHelp(
      "Who must have sealed: the certificate's SHA-256 fingerprint in hex, or its subject as it is printed.",
      valueName: "who"))
  var signer: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let document = try Self.bytes(evidence)
    let check: SealCheck
    do {
      check = try SealCheck(
        document, seal: Self.bytes(seal), anchors: Self.anchors(anchors),
        stampAnchors: Self.anchors(stampAnchors ?? anchors))
    } catch let error as SealFailure {
      Terminal.note("\(error)")
      throw ExitStatus.fault.code
    }
    var (said, fault): (EvidenceDocument?, String?)
    do { said = try EvidenceDocument(parsing: document) } catch { fault = "\(error)" }
    let report = ProofReport(check, said, expected: signer)
    if json { try Terminal.json(report) } else { Terminal.result(report.text) }
    if let fault { Terminal.note(fault) }
    guard report.isSound else { throw ExitStatus.turnedDown.code }
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      Terminal.note("\(path) can't be read.")
      throw ExitStatus.wrongUsage.code
    }
  }

  private static func anchors(_ path: String) throws -> TrustAnchors {
    do { return try TrustAnchors(pem: bytes(path)) } catch let error as SealMaterialFailure {
      Terminal.note("\(path) \(error).")
      throw ExitStatus.wrongUsage.code
    }
  }
}
