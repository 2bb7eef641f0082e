import Contracts
import Vocabulary

/// A citizen's own way into the mailbox, outside any channel: the provider grants it by the state of the box,
/// and everything behind it is as for a channel (domain.md, "Citizen and eBox").
struct OwnWay: Federation {
  let federation: any Federation
  let wish: OwnWish

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    try await federation.recipient(number)
  }

  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?] {
    try await federation.standings(of: numbers)
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    try await federation.ownGrant(mailbox, for: wish)
  }

  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant {
    try await federation.ownGrant(mailbox, for: wish)
  }
}

/// One citizen's mailbox, for the provider's pages.
struct CitizenMailbox: OwnMailbox {
  let active: MailboxList
  let takeOut: any ChannelRegistry
  let register: Register
  let time: any TimeSource

  func backToPaper(_ page: PageRequest) async throws(Failure<ReadingRejection>) -> Page<Message> {
    var query = MessageQuery(page: page)
    query.isRead = false
    return try await active.listing(query).page
  }

  func runningDueDates() async throws(Failure<ReadingRejection>) -> [Message] {
    let now = time.now()
    var given = MessageQuery(page: .largest)
    (given.isRead, given.dueAfter) = (true, now)
    var running = try await active.listing(given).page.items
    for type in register.allMessageTypes where type.due != nil {
      var query = MessageQuery(page: .largest)
      (query.isRead, query.messageType) = (true, type.id)
      running += try await active.listing(query).page.items.filter { message in
        message.dues(of: type).contains { $0.end > now } && !running.contains { $0.id == message.id }
      }
    }
    return running.sorted { $0.id > $1.id }
  }
}
