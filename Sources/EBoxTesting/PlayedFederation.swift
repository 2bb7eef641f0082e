package import Contracts
import Synchronization
package import Vocabulary

/// A provider whose consents a test gives and takes, with a listener that it tells as the real one does:
/// before the act is answered.
package final class PlayedFederation: Federation {
  private struct Box {
    let mailbox: MailboxID
    var channels: Set<ChannelID> = []
    var prefetchSince: [ChannelID: Instant] = [:]
    var epoch: Int64 = 0
    var lastEnd: ConsentChange.End?
  }

  private struct State {
    var boxes: [NationalNumber: Box] = [:]
    var isReachable = true
  }

  private let state = Mutex(State())
  private let time: any TimeSource
  private let random: any RandomSource

  package init(time: any TimeSource, random: any RandomSource) {
    self.time = time
    self.random = random
  }

  package var isReachable: Bool {
    get { state.withLock { $0.isReachable } }
    set { state.withLock { $0.isReachable = newValue } }
  }

  package func mailbox(_ number: NationalNumber) -> MailboxID {
    change(number) { $0.mailbox }
  }

  /// Whether the citizen has a mailbox.
  package func knows(_ number: NationalNumber) -> Bool { state.withLock { $0.boxes[number] != nil } }

  /// Gives a consent, without telling anybody.
  /// - Returns: what a listener is to be told.
  @discardableResult package func give(_ number: NationalNumber, _ channel: ChannelID) -> ConsentChange {
    changed(number) { $0.channels.insert(channel) }
  }

  /// Takes a consent away, without telling anybody.
  @discardableResult package func take(_ number: NationalNumber, _ channel: ChannelID) -> ConsentChange {
    changed(number) {
      $0.channels.remove(channel)
      $0.prefetchSince[channel] = nil
    }
  }

  /// Lets a channel fetch ahead from now on, or not any more; no listener hears of it.
  package func setPrefetch(_ isAllowed: Bool, _ number: NationalNumber, _ channel: ChannelID) {
    let now = time.now()
    change(number) { $0.prefetchSince[channel] = isAllowed ? now : nil }
  }

  package func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    guard isReachable else { throw .outcomeUnknown(Unreachable()) }
    return change(number) {
      RecipientStanding(mailbox: $0.mailbox, isActive: !$0.channels.isEmpty, epoch: $0.epoch)
    }
  }

  package func standings(
    of numbers: [NationalNumber]
  ) async throws(Failure<Never>) -> [RecipientStanding?] {
    guard isReachable else { throw .outcomeUnknown(Unreachable()) }
    return numbers.map { number in
      state.withLock { $0.boxes[number] }.map {
        RecipientStanding(mailbox: $0.mailbox, isActive: !$0.channels.isEmpty, epoch: $0.epoch)
      }
    }
  }

  package func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant
  {
    guard isReachable else { throw .outcomeUnknown(Unreachable()) }
    let box = state.withLock { $0.boxes.values.first { $0.mailbox == mailbox } }
    guard let box, !box.channels.isEmpty else { throw .denied(.boxNotActive) }
    guard box.channels.contains(channel) else { throw .denied(.channelNotLinked) }
    return ReadingGrant(
      mailbox: mailbox, channel: channel, epoch: box.epoch,
      expires: time.now().adding(seconds: ReadingGrant.secondsMax), prefetchSince: box.prefetchSince[channel])
  }

  package func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber {
    guard isReachable else { throw .outcomeUnknown(Unreachable()) }
    let number = state.withLock { $0.boxes.first { $0.value.mailbox == mailbox }?.key }
    guard let number else { throw .denied(.boxNotActive) }
    return number
  }

  package func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant
  {
    guard isReachable else { throw .outcomeUnknown(Unreachable()) }
    let box = state.withLock { $0.boxes.values.first { $0.mailbox == mailbox } }
    guard let box, box.channels.isEmpty == (wish == .takeOut), box.epoch > 0 else {
      throw .denied(.boxNotActive)
    }
    return ReadingGrant(
      mailbox: mailbox, channel: .ownPages, epoch: box.epoch,
      expires: time.now().adding(seconds: ReadingGrant.secondsMax))
  }

  private func changed(_ number: NationalNumber, _ act: (inout Box) -> Void) -> ConsentChange {
    let now = time.now()
    return change(number) { box in
      act(&box)
      box.epoch += 1
      let isActive = !box.channels.isEmpty
      if !isActive { box.lastEnd = ConsentChange.End(epoch: box.epoch, at: now) }
      return ConsentChange(
        mailbox: box.mailbox, epoch: box.epoch, isActive: isActive, at: now,
        lastEnd: isActive ? box.lastEnd : nil)
    }
  }

  private func change<Result>(_ number: NationalNumber, _ body: (inout Box) -> Result) -> Result {
    let fresh = Box(mailbox: MailboxID(at: time.now(), random: random))
    return state.withLock { state in body(&state.boxes[number, default: fresh]) }
  }
}

/// The played provider can't be reached.
package struct Unreachable: Error {
  package init() {}
}
