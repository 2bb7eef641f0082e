import Contracts
import Vocabulary

/// One citizen's mailbox, for the provider's pages.
struct CitizenMailbox: OwnMailbox {
  let active: MailboxList
  let takeOut: any ChannelRegistry
  let takeOutProofs: any RegisteredMailbox
  let register: Register
  let time: any TimeSource

  func backToPaper(_ page: PageRequest) async throws(Failure<ReadingRejection>) -> Page<Message> {
    var query = MessageQuery(page: page)
    query.isRead = false
    return try await active.listing(query).page
  }

  func awaitingDecision() async throws(Failure<ReadingRejection>) -> [Message] {
    let now = time.now()
    var query = MessageQuery(page: .largest)
    (query.isRead, query.isRegisteredMail) = (false, true)
    return try await active.listing(query).page.items.filter { $0.isAwaitingDecision(at: now) }
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
