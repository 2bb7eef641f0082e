package import Mail
import Synchronization

/// A relay that keeps what it is given in memory and answers as it was told.
package final class PlayedRelay: MailRelay {
  package static let taken = RelayOutcome.accepted(RelayReply(code: 250, status: EnhancedStatus("2.0.0")))

  private struct State {
    var mails: [OutgoingMail] = []
    var answers: [RelayOutcome] = []
    var onSending: (@Sendable (OutgoingMail) async -> Void)?
  }

  private let state = Mutex(State())

  package init() {}

  /// Every mail it was given, whatever it answered.
  package var mails: [OutgoingMail] { state.withLock { $0.mails } }

  /// Answers the next mails so, in order, and takes those after them.
  package func answer(_ outcomes: RelayOutcome...) { state.withLock { $0.answers += outcomes } }

  /// Called with each mail before it is answered.
  package func whileSending(_ body: @escaping @Sendable (OutgoingMail) async -> Void) {
    state.withLock { $0.onSending = body }
  }

  package func send(_ mail: OutgoingMail) async -> RelayOutcome {
    let (answer, onSending) = state.withLock { state in
      state.mails.append(mail)
      return (state.answers.isEmpty ? Self.taken : state.answers.removeFirst(), state.onSending)
    }
    await onSending?(mail)
    return answer
  }

  package func close() async {}
}
