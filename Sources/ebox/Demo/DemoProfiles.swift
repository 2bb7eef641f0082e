import Contracts
import Mail
import Provider
import Vocabulary

/// Gives the cast their e-mail addresses as citizens do it: the address is told, a mail with a code comes,
/// the code is typed.
struct DemoProfiles: Sendable {
  /// Words that the first citizen chose, to be seen in each mail.
  static let phrase = "blauwe fiets in de regen"

  let profiles: any ProfileDesk
  let federation: any Federation
  let post: NoticePost
  let mails: DemoMails

  /// Repeating it changes nothing.
  func fill() async throws {
    for citizen in DemoCast.citizens where citizen.state == .active {
      let standing = try await federation.recipient(NationalNumber(parsing: citizen.number))
      let own = profiles.profile(
        for: CitizenCaller(
          mailbox: standing.mailbox, assurance: .high, requestID: RequestID("demo-seed")))
      try await choose(citizen.notifier, for: own)
      guard try await own.current().address == nil else { continue }
      guard let address = citizen.address else {
        try await own.declineAddress()
        continue
      }
      try await own.propose(EmailAddress(parsing: address))
      try await post.postDue()
      try await own.confirm(code())
      if citizen.number == DemoCast.citizens.first?.number {
        try await own.choose(phrase: NoticePhrase(parsing: Self.phrase))
      }
    }
  }

  private func choose(_ notifier: DemoCast.Channel?, for own: any CitizenProfile) async throws {
    guard let notifier else { return }
    var choices = try await own.current().choices
    choices.notifier = try ChannelID(parsing: notifier.id)
    try await own.choose(choices)
  }

  /// The six digits of the mail that came last.
  private func code() throws -> String {
    guard let number = try mails.numbers().first, let bytes = try mails.mail(number),
      let digits = try ReadMail(parsing: bytes).plain.firstMatch(of: /\b\d{3} \d{3}\b/)
    else { throw DemoFailure("no mail with a code came") }
    return String(digits.output)
  }
}
