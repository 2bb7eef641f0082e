import AuditTrail
package import Contracts
import Storage
package import Vocabulary

/// Why a replaced number is not taken over. Case order is check order.
package enum NumberReplacementRejection: String, Error, Hashable, Sendable, CaseIterable {
  case sameNumber
  /// Each of the two numbers has a box of its own with a history: which one goes on is not for a machine to
  /// say.
  case bothHaveHistory
}

extension CitizenRegister {
  /// Moves the box of a citizen whose national number was replaced (BIS to national register, a correction).
  ///
  /// Everything stays in the box: messages, consents, sessions, history. The old number stays accepted, and
  /// who uses it is told the new one. Of two boxes the one with consent acts goes on; the other gives way:
  /// its sessions, tokens, address and words end, and nobody is led to it any more. What senders published to
  /// it was answered with `NO_DIGITAL_USER`; where it was kept unseen it stays unseen, and its status is not
  /// found any more. Repeating it, also after a later replacement, changes nothing.
  ///
  /// Source: domain.md, "Citizen and eBox".
  package func replace(
    _ old: NationalNumber, by new: NationalNumber, requestID: RequestID
  ) async throws(Failure<NumberReplacementRejection>) {
    guard old != new else { throw .rejected(.sameNumber) }
    _ = try await directory.mailbox(old, as: NumberReplacementRejection.self)
    let hashes = Hashes(old: directory.hash(old), new: directory.hash(new))
    for _ in 0..<Self.attemptsMax {
      let boxes: Boxes = try await parts.read(as: NumberReplacementRejection.self) { transaction in
        try Boxes(hashes, in: transaction)
      }
      if boxes.isDone { return }
      guard let kept = boxes.kept else { throw .rejected(.bothHaveHistory) }
      let move = Move(
        hashes: hashes, boxes: boxes, kept: kept,
        newCipher: try directory.seal(new, of: kept, as: NumberReplacementRejection.self))
      if try await commit(move, requestID) { return }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.retryAfterSeconds)
  }

  private static let attemptsMax = 3

  /// - Returns: false when one of the boxes changed since it was looked at: nothing happened.
  private func commit(
    _ move: Move, _ requestID: RequestID
  ) async throws(Failure<NumberReplacementRejection>) -> Bool {
    let stamp = parts.stamp()
    let trail = parts.trail
    return try await parts.write(as: NumberReplacementRejection.self) { transaction in
      guard try Boxes(move.hashes, in: transaction) == move.boxes else { return false }
      try move.run(at: stamp.at, in: transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .numberReplaced, requestID: requestID, mailbox: move.kept,
          details: move.givesWay.map { ["gaveWay": $0.text] } ?? [:]),
        in: transaction)
      return true
    }
  }
}

private struct Hashes: Sendable {
  let old: Value
  let new: Value
}

/// The boxes that two numbers lead to.
private struct Boxes: Equatable, Sendable {
  let old: CitizenDirectory.Found?
  let new: CitizenDirectory.Found?
  let oldHasHistory: Bool
  let newHasHistory: Bool

  init(_ hashes: Hashes, in transaction: Transaction) throws {
    old = try CitizenDirectory.find(hashes.old, in: transaction)
    new = try CitizenDirectory.find(hashes.new, in: transaction)
    oldHasHistory = try old.map { try Self.hasHistory($0.mailbox, in: transaction) } ?? false
    newHasHistory = try new.map { try Self.hasHistory($0.mailbox, in: transaction) } ?? false
  }

  /// The old number was replaced already, by the new one or by one that came after it.
  var isDone: Bool { old?.mailbox == new?.mailbox && old?.isFormer == true }

  /// The new number was itself replaced since, in another box than the old number's.
  var isOvertaken: Bool { new?.isFormer == true && new?.mailbox != old?.mailbox }

  /// The box that goes on; nil when both must.
  var kept: MailboxID? {
    guard let old else { return nil }
    guard let new, new.mailbox != old.mailbox else { return old.mailbox }
    // A former number's box belongs to whoever has the number now: it never gives way.
    if oldHasHistory || old.isFormer { return newHasHistory || new.isFormer ? nil : old.mailbox }
    return newHasHistory || new.isFormer ? new.mailbox : old.mailbox
  }

  private static func hasHistory(_ mailbox: MailboxID, in transaction: Transaction) throws -> Bool {
    try ConsentRows.standing(mailbox, in: transaction).epoch > 0
  }
}

/// What becomes true together.
private struct Move: Sendable {
  let hashes: Hashes
  let boxes: Boxes
  let kept: MailboxID
  let newCipher: [UInt8]

  /// The box that is left without a number.
  var givesWay: MailboxID? {
    [boxes.old?.mailbox, boxes.new?.mailbox].compactMap { $0 }.first { $0 != kept }
  }

  func run(at now: Instant, in transaction: Transaction) throws {
    if let givesWay { try end(givesWay, at: now, in: transaction) }
    if !boxes.isOvertaken { try rename(at: now, in: transaction) }
    try transaction.run(
      """
      INSERT INTO provider_former_number (number_hash, mailbox, replaced_at) VALUES ($1, $2, $3)
      ON CONFLICT (number_hash) DO NOTHING
      """, hashes.old, .text(kept.text), .int(now.microseconds))
  }

  private func rename(at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_former_number (number_hash, mailbox, replaced_at)
      SELECT number_hash, mailbox, $3 FROM provider_citizen WHERE mailbox = $1 AND number_hash <> $2
      """,
      .text(kept.text), hashes.new, .int(now.microseconds))
    // A correction that is taken back: the number is the citizen's own again.
    try transaction.run("DELETE FROM provider_former_number WHERE number_hash = $1", hashes.new)
    try transaction.run(
      "UPDATE provider_citizen SET number_hash = $2, number_cipher = $3 WHERE mailbox = $1",
      .text(kept.text), hashes.new, .bytes(newCipher))
  }

  /// The box without acts: its numbers lead to the other one, and what could still act in it ends.
  private func end(_ mailbox: MailboxID, at now: Instant, in transaction: Transaction) throws {
    try transaction.run("DELETE FROM provider_citizen WHERE mailbox = $1", .text(mailbox.text))
    try transaction.run(
      "UPDATE provider_former_number SET mailbox = $2 WHERE mailbox = $1", .text(mailbox.text),
      .text(kept.text))
    _ = try SessionRows.endAll(of: mailbox, in: transaction)
    try TokenRows.endAll(of: mailbox, at: now, in: transaction)
    try ProfileRows.close(mailbox, at: now, in: transaction)
  }
}
