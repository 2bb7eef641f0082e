/// Who plays in the demonstration. No person is meant: serials 000 and 999 of national numbers belong to
/// nobody.
enum DemoCast {
  struct Channel: Sendable {
    let id: String
    let name: String
    /// Nil: the portal of this server. Another free port is taken when it is in use.
    let loopbackPort: Int?
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
  }

  static let myEBox = Channel(id: "my-ebox", name: "My eBox", loopbackPort: nil)
  static let bank = Channel(id: "demo-bank", name: "Demo Bank", loopbackPort: 47_801)
  static let profile = Channel(id: "demo-profile", name: "Demo Profile", loopbackPort: 47_802)

  static let citizens: [Citizen] = people + odd + magic

  private static let people = [
    Citizen("78041299916", "Actief, één kanaal", "nl", .active, [myEBox]),
    Citizen(
      "65093099914", "Active, trois canaux", "fr", .active, [myEBox, bank, profile]),
    Citizen("81022599963", "Aktiv, auf Deutsch", "de", .active, [myEBox]),
    Citizen("92080699933", "Active, two channels", "en", .active, [myEBox, bank]),
    Citizen("55110199909", "Nooit geactiveerd", "nl", .neverActivated, []),
    Citizen("70070799919", "Ingetrokken, geactiveerd, ingetrokken", "nl", .withdrawn, [myEBox]),
    Citizen("48031599965", "Actief, zonder e-mail", "nl", .active, [myEBox]),
    Citizen("04022999904", "Active, née en 2004", "fr", .active, [myEBox]),
    Citizen("08061599951", "Actief, geboren in 2008", "nl", .active, [myEBox]),
    Citizen("60062099991", "Actief, tienduizend berichten", "nl", .active, [myEBox]),
    Citizen("33081999953", "Gesloten", "nl", .closed, [myEBox]),
  ]

  private static let odd = [
    Citizen("85521499951", "BIS-nummer, maand +40", "fr", .active, [myEBox]),
    Citizen("85321499908", "BIS-nummer, maand +20", "nl", .neverActivated, []),
    Citizen("05531499956", "BIS-nummer, geboren na 2000", "nl", .neverActivated, []),
    Citizen("70000099983", "Maand en dag onbekend", "nl", .neverActivated, []),
  ]

  private static let magic = [
    Citizen("71010200080", "Geeft nooit toestemming", "nl", .neverActivated, []),
    Citizen(silent, "Doet niets", "nl", .active, [myEBox]),
  ]

  static let silent = "71010500087"
}

extension DemoCast.Citizen {
  fileprivate init(
    _ number: String, _ name: String, _ language: String, _ state: State, _ channels: [DemoCast.Channel]
  ) {
    self.number = number
    self.name = name
    self.language = language
    self.state = state
    self.channels = channels
  }
}
