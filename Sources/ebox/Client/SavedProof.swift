import Contracts
import Foundation
import Vocabulary

/// A proof on disk: the document, and beside it the seal over it.
struct SavedProof: Encodable {
  let id, event, document, signature: String

  /// Files that are there already, and are the same, stay.
  /// - Throws: ``ClientRefusal`` where another file has the name.
  init(_ proof: SealedProof, of message: String, in folder: String) throws {
    (id, event) = (proof.fact.id.text, proof.fact.event.rawValue)
    let path = URL(fileURLWithPath: folder).appendingPathComponent("\(message)-\(event)").path
    (document, signature) = (path + ".xml", path + ".p7s")
    try Self.write(proof.document, to: document)
    try Self.write(proof.signature, to: signature)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    if FileManager.default.contents(atPath: path) == Data(bytes) { return }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ClientRefusal("\(path) is there already, and is another file.")
    }
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    else { throw ClientRefusal("\(path) can't be made.") }
  }

  /// Saves the proofs of those facts that have one.
  /// - Parameter proof: fetches one.
  static func save(
    _ facts: [RegisteredMailFact], sealed: Set<EvidenceID>, of message: MessageID, in folder: String,
    _ proof: (EvidenceID) async throws -> SealedProof
  ) async throws -> SavedProofs {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var saved: [SavedProof] = []
    for fact in facts where sealed.contains(fact.id) {
      saved.append(try SavedProof(try await proof(fact.id), of: message.text, in: folder))
    }
    return SavedProofs(
      proofs: saved, notSealedYet: facts.filter { !sealed.contains($0.id) }.map(\.event.rawValue))
  }
}

/// What a command saved, and what it has to come back for.
struct SavedProofs: Encodable {
  let proofs: [SavedProof]
  let notSealedYet: [String]

  /// - Throws: the exit code *try later* where a seal is still being made.
  func tell(json: Bool) throws {
    if json {
      try Terminal.json(self)
    } else {
      for proof in proofs { Terminal.result("Saved \(proof.document), sealed by \(proof.signature).") }
    }
    guard !notSealedYet.isEmpty else { return }
    Terminal.note("Still being sealed: \(notSealedYet.joined(separator: ", ")). Ask again in a moment.")
    throw ExitStatus.tryLater.code
  }
}
