/// Who plays in the demonstration. No person is meant: serials 000 and 999 of national numbers belong to
/// nobody.
enum DemoCast {
  /// Wants no paper copy.
  static let exclusive = "04022999904"
  /// Lets Demo Bank fetch ahead.
  static let prefetching = "65093099914"

  struct Channel: Sendable {
    let id: String
    let name: String
    /// Nil: the portal of this server. Another free port is taken when it is in use.
    let loopbackPort: Int?
    /// Who signs its SOAP messages; nil for a channel that sends none.
    var organization: String?
    /// Whether its citizens can choose it in the place of e-mail.
    var notifies = false
    /// False for a channel that is registered and never asks.
    var isPlayed = true
  }

  struct Citizen: Sendable {
    enum State: String, Sendable, Codable { case active, neverActivated, withdrawn, closed }
    let number: String
    /// What makes this citizen worth being, in the citizen's language.
    let name: String
    let language: String
    let state: State
    /// Channels whose consent is in force, or that were given and withdrawn again.
    let channels: [Channel]
    /// Verified at start; nil for a citizen who declined. The local part says what the played relay does with
    /// it.
    let address: String?
    /// The number under which the citizen was known until the register replaced it.
    var formerNumber: String?
    /// Tells this citizen of mail in the place of e-mail.
    var notifier: Channel?
  }

  static let myEBox = Channel(id: "my-ebox", name: "My eBox", loopbackPort: nil)
  static let bank = Channel(
    id: "demo-bank", name: "Demo Bank", loopbackPort: 47_801, organization: "0999999724")
  static let profile = Channel(
    id: "demo-profile", name: "Demo Profile", loopbackPort: 47_802, organization: "0999999823", notifies: true
  )
  /// Is chosen to notify, and leaves every notice lie: mail takes over after a day.
  static let slow = Channel(
    id: "demo-slow", name: "Demo Slow", loopbackPort: 47_803, notifies: true, isPlayed: false)

  static let citizens: [Citizen] = people + odd + magic

  private static let people = [
    Citizen("78041299916", "Actief, één kanaal", "nl", .active, [myEBox], "citizen.one@mail.example"),
    Citizen(
      "65093099914", "Active, trois canaux", "fr", .active, [myEBox, bank, profile],
      "citoyenne.trois@mail.example"),
    Citizen("81022599963", "Aktiv, auf Deutsch", "de", .active, [myEBox], "buerger@mail.example"),
    Citizen(
      "92080699933", "Active, told by Demo Profile", "en", .active, [myEBox, bank, profile],
      "reader@mail.example", notifier: profile),
    Citizen("55110199909", "Nooit geactiveerd", "nl", .neverActivated, []),
    Citizen("70070799919", "Ingetrokken, geactiveerd, ingetrokken", "nl", .withdrawn, [myEBox]),
    Citizen("48031599965", "Actief, zonder e-mail", "nl", .active, [myEBox]),
    Citizen("04022999904", "Active, née en 2004", "fr", .active, [myEBox], "jeune@mail.example"),
    Citizen("08061599951", "Actief, geboren in 2008", "nl", .active, [myEBox], "jong@mail.example"),
    Citizen("60062099991", "Actief, tienduizend berichten", "nl", .active, [myEBox], "veel@mail.example"),
    Citizen("33081999953", "Gesloten", "nl", .closed, [myEBox]),
  ]

  private static let odd = [
    Citizen("85521499951", "BIS-nummer, maand +40", "fr", .active, [myEBox]),
    Citizen("85321499908", "BIS-nummer, maand +20", "nl", .neverActivated, []),
    Citizen("05531499956", "BIS-nummer, geboren na 2000", "nl", .neverActivated, []),
    Citizen("70000099983", "Maand en dag onbekend", "nl", .neverActivated, []),
    Citizen(
      "90110199965", "Nummer vervangen, vroeger 90510199954", "nl", .active, [myEBox],
      "vervangen@mail.example",
      formerNumber: "90510199954"),
  ]

  /// What they do, they do by themselves (`DemoPlay`).
  private static let magic = [
    Citizen(
      hardBounce, "Adres bestaat niet meer", "nl", .active, [myEBox], "hard-bounce@mail.example"),
    Citizen(softBounce, "Postbus is vol", "nl", .active, [myEBox], "soft-bounce@mail.example"),
    Citizen("71010200080", "Geeft nooit toestemming", "nl", .neverActivated, []),
    Citizen(
      "71010300050", "Kanaal dat traag verwittigt", "nl", .active, [myEBox, slow], "slow@mail.example",
      notifier: slow),
    Citizen(
      refuses, "Weigert aangetekende zendingen", "nl", .active, [myEBox], "weigert@mail.example"),
    Citizen(silent, "Doet niets", "nl", .active, [myEBox], "silent@mail.example"),
    Citizen(withdraws, "Trekt in voor het bericht", "nl", .active, [myEBox], "withdraws@mail.example"),
  ]

  static let hardBounce = "71010100013", softBounce = "71010600057", silent = "71010500087"
  /// Refuses all registered mail that waits for a decision.
  static let refuses = "71010400020"
  /// Withdraws the consent after a message came and before its notice leaves.
  static let withdraws = "71010700027"
}

extension DemoCast.Citizen {
  fileprivate init(
    _ number: String, _ name: String, _ language: String, _ state: State, _ channels: [DemoCast.Channel],
    _ address: String? = nil, formerNumber: String? = nil, notifier: DemoCast.Channel? = nil
  ) {
    self.number = number
    self.name = name
    self.language = language
    self.state = state
    self.channels = channels
    self.address = address
    self.formerNumber = formerNumber
    self.notifier = notifier
  }
}
