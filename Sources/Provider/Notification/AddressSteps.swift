import Contracts
import Storage
import Vocabulary

/// What becomes of a citizen's address inside a transaction, whoever asked for it: the citizen on the
/// provider's pages, or a linked channel.
struct AddressSteps: Sendable {
  /// How an act ended. Empty when everything was so already.
  typealias Ending = Result<[ProfileChange], ProfileRejection>
  /// An act, up to its history and its audit entry.
  typealias Step = @Sendable (Transaction, Instant) throws -> Ending

  let mailbox: MailboxID
  let desk: ProviderProfileDesk

  func proposing(_ address: EmailAddress) throws -> Step {
    let hash = desk.seals.hash(address)
    let cipher = try desk.seals.seal(address, of: mailbox)
    let code = NewCode(desk, of: mailbox, addressHash: hash)
    let own = self
    return { transaction, now in
      let inUse = try AddressRows.inUse(own.mailbox, in: transaction)
      guard inUse?.hash != hash || inUse?.undeliverableAt != nil else { return .failure(.addressInUse) }
      let waiting = try AddressRows.waiting(own.mailbox, in: transaction)
      let isSame = waiting?.hash == hash
      if let rejection = try own.codeRejection(isSame ? waiting : nil, now, in: transaction) {
        return .failure(rejection)
      }
      if let waiting, !isSame {
        try AddressRows.end(waiting.number, .dropped, of: own.mailbox, at: now, in: transaction)
      }
      let kept = isSame ? waiting?.number : nil
      let number =
        try kept
        ?? AddressRows.propose(cipher, hash: hash, of: own.mailbox, at: now, in: transaction)
      try own.send(code, to: (number, address), at: now, in: transaction)
      return .success([ProfileChange(isSame ? .codeSentAgain : .addressProposed, "\(number)")])
    }
  }

  @Sendable func removing(_ transaction: Transaction, _ now: Instant) throws -> Ending {
    let inUse = try AddressRows.inUse(mailbox, in: transaction)
    let waiting = try AddressRows.waiting(mailbox, in: transaction)
    let all = [inUse, waiting].compactMap { $0 }
    guard !all.isEmpty else { return .failure(.noAddress) }
    for address in all {
      try AddressRows.end(address.number, .removed, of: mailbox, at: now, in: transaction)
    }
    try setDeclined(now, in: transaction)
    return .success(all.map { ProfileChange(.addressRemoved, "\($0.number)") })
  }

  /// - Parameter waiting: nil when the code goes to another address than the last one.
  func codeRejection(
    _ waiting: AddressRows.Address?, _ now: Instant, in transaction: Transaction
  ) throws -> ProfileRejection? {
    if let waiting, let last = try AddressCodeRows.last(to: waiting.number, of: mailbox, in: transaction),
      now < last.againFrom
    {
      return .codeTooSoon
    }
    return try AddressCodeRows.areExhausted(mailbox, now: now, in: transaction) ? .codesExhausted : nil
  }

  func send(
    _ code: NewCode, to address: (number: Int64, text: EmailAddress), at now: Instant,
    in transaction: Transaction
  ) throws {
    try AddressCodeRows.add(code.hash, to: address.number, of: mailbox, at: now, in: transaction)
    let kept = try ProfileRows.kept(mailbox, in: transaction)
    try desk.notices.add(
      Notice(
        id: code.notice, mailbox: mailbox, kind: .addressCode, address: address.text,
        language: try desk.language(kept.choices, of: mailbox, in: transaction),
        phrase: try kept.phrase.map { try desk.seals.openPhrase($0, of: mailbox).text },
        addressCode: code.digits,
        queuedAt: now), in: transaction)
  }

  /// When the citizen said to give no address; nil for one who has.
  func setDeclined(_ at: Instant?, in transaction: Transaction) throws {
    var kept = try ProfileRows.kept(mailbox, in: transaction)
    kept.declinedAt = at
    try ProfileRows.keep(kept, of: mailbox, in: transaction)
  }
}

/// A code that is still to be sent; drawn before the transaction.
struct NewCode: Sendable {
  let notice: NoticeID
  let digits: String
  let hash: [UInt8]
  let addressHash: [UInt8]

  init(_ desk: ProviderProfileDesk, of mailbox: MailboxID, addressHash: [UInt8]) {
    notice = NoticeID(at: desk.parts.time.now(), random: desk.parts.random)
    digits = ProfileSeals.digits(desk.parts.random)
    hash = desk.seals.codeHash(digits, of: mailbox, addressHash: addressHash)
    self.addressHash = addressHash
  }
}
