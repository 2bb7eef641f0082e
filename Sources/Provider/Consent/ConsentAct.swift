import Contracts
import Vocabulary

/// Something that changed a citizen's consents; one row, never changed.
enum ConsentAct: String, Hashable, Sendable {
  case given, withdrawn
  /// The register told the citizen's death; nothing follows it.
  case closed
}

/// A citizen's consents at one moment, read from the acts.
struct ConsentStanding: Hashable, Sendable {
  /// The number of the last act; 0 before the first.
  let epoch: Int64
  let lastAct: ConsentAct?
  /// The channels that have a consent in force.
  let channels: Set<ChannelID>
  /// Those that may fetch ahead, since when.
  let prefetchSince: [ChannelID: Instant]

  var state: BoxState {
    switch lastAct {
    case nil: .neverActivated
    case .closed: .closed
    case .given, .withdrawn: channels.isEmpty ? .withdrawn : .active
    }
  }
}
