/// One message of the demonstration. Days count back from the day of seeding.
struct DemoMessage: Sendable {
  enum Kind: Sendable {
    case premium, permit, household, career, tax, fine, vaccination, water
    /// Registered mail: at once, and to be accepted first.
    case decree, summons
  }

  let kind: Kind
  let to: String
  let daysAgo: Int
  let language: String
  let subject: String
  /// Stem of a file that `letters.py` makes; nil for a message that is its body only.
  let letter: String?
  /// Nil: the letter's own name.
  let fileName: String?
  /// Whether a csv goes beside the main content.
  let hasTable: Bool
  let body: String?
  /// Days from the day of seeding until the sender's own end of the term; nil for that of the message type.
  let expiresInDays: Int?
  /// Days ago on which it was opened, and where; nil while unread.
  let opened: [Opening]
  /// Days ago on which a channel fetched it ahead, which is no reading.
  let fetchedAhead: [Opening]
  /// Whether the citizen hid it, once it had been opened.
  let isHidden: Bool
  /// Subject of the earlier message to the same citizen that it corrects; nil for none.
  let corrects: String?
  /// Why its sender took it back the day after; nil for one that stays.
  let takenBack: String?

  /// Whether the citizen may reply; one who replied may.
  let takesReply: Bool
  /// What the citizen replied; nil for nothing.
  let reply: Reply?

  struct Reply: Sendable {
    let daysAgo: Int
    let text: String
    /// Stem of a letter that goes with it.
    let proof: String
    /// When the sender opened it; nil while unread.
    let openedDaysAgo: Int?
  }

  /// What the citizen decided on registered mail; nil for nothing.
  let decided: Decided?

  struct Decided: Sendable {
    enum Act: Sendable {
      case accept, refuse
      /// Withdraws the last consent, and gives it again: the mail is never delivered.
      case withdraw
    }

    let daysAgo: Int
    let act: Act
  }

  struct Opening: Sendable {
    let daysAgo: Int
    let channel: DemoCast.Channel
  }

  init(
    _ kind: Kind, to: String, _ daysAgo: Int, _ language: String, _ subject: String, letter: String?,
    fileName: String? = nil, hasTable: Bool = false, body: String? = nil, expiresInDays: Int? = nil,
    opened: [Opening] = [], fetchedAhead: [Opening] = [], isHidden: Bool = false, corrects: String? = nil,
    takenBack: String? = nil, takesReply: Bool = false, reply: Reply? = nil, decided: Decided? = nil
  ) {
    self.kind = kind
    self.to = to
    self.daysAgo = daysAgo
    self.language = language
    self.subject = subject
    self.letter = letter
    self.fileName = fileName
    self.hasTable = hasTable
    self.body = body
    self.expiresInDays = expiresInDays
    self.opened = opened
    self.fetchedAhead = fetchedAhead
    self.isHidden = isHidden
    self.corrects = corrects
    self.takenBack = takenBack
    self.takesReply = takesReply
    self.reply = reply
    self.decided = decided
  }
}

extension DemoMessage.Kind {
  var isRegisteredMail: Bool { self == .decree || self == .summons }

  var client: String {
    switch self {
    case .premium: "demo-premiums"
    case .permit, .household, .decree: "demo-municipality"
    case .career: "demo-social-fund"
    case .tax: "demo-tax"
    case .fine, .summons: "demo-fines"
    case .vaccination: "demo-vaccination"
    case .water: DemoRegister.secondClient
    }
  }

  var application: String {
    switch self {
    case .premium: "premies:renovatie"
    case .permit, .household, .decree: "gemeente:loket"
    case .career: "loopbaan:attest"
    case .tax: "belastingen:aanslag"
    case .fine, .summons: "boetes:verkeer"
    case .vaccination: "vaccinatie:uitnodiging"
    case .water: "water:klanten"
    }
  }

  var messageType: String {
    switch self {
    case .premium: "PREMIE-BESLISSING"
    case .permit: "OMGEVINGSVERGUNNING"
    case .household: "CERTIFICAAT-GEZIN"
    case .career: "ATTEST-LOOPBAAN"
    case .tax: "AANSLAGBILJET-PB"
    case .fine: "VERKEERSBOETE"
    case .decree: "AANGETEKEND-BESLUIT"
    case .summons: "AANGETEKEND-OPROEP"
    case .vaccination: "VACCINATIE-UITNODIGING"
    case .water: "WATERFACTUUR"
    }
  }
}
