/// The demonstration's messages, so that every state shows at start (`DemoCast` says who is who).
enum DemoMessages {
  private static let nl = "78041299916", fr = "65093099914", de = "81022599963", en = "92080699933"
  private static let never = "55110199909", withdrawn = "70070799919", noMail = "48031599965"
  private static let young = "04022999904", minor = "08061599951", bis = "85521499951"
  private static let formerNumber = "90510199954", newNumber = "90110199965"

  static let all: [DemoMessage] = dutch + french + german + english + others + registered + second

  /// Registered mail: open, waiting, waiting with its last days near, accepted, refused, unanswered, and not
  /// delivered by a withdrawal.
  private static let registered: [DemoMessage] = [
    DemoMessage(.summons, to: nl, 2, "nl", "Oproep om gehoord te worden", letter: "summons-nl"),
    DemoMessage(.decree, to: nl, 5, "nl", "Besluit over uw bezwaarschrift", letter: "decree-nl"),
    DemoMessage(
      .summons, to: fr, 12, "fr", "Convocation devant le service des amendes", letter: "summons-fr",
      opened: [.init(daysAgo: 10, channel: DemoCast.myEBox)], decided: .init(daysAgo: 11, act: .accept)),
    DemoMessage(.summons, to: de, 10, "de", "Vorladung zur Anhörung", letter: "summons-de"),
    DemoMessage(
      .decree, to: en, 25, "en", "Decision on your objection", letter: "decree-nl",
      opened: [.init(daysAgo: 24, channel: DemoCast.myEBox)]),
    DemoMessage(
      .summons, to: DemoCast.refuses, 8, "nl", "Oproep om gehoord te worden", letter: "summons-nl",
      decided: .init(daysAgo: 7, act: .refuse)),
    DemoMessage(.summons, to: DemoCast.silent, 20, "nl", "Oproep om gehoord te worden", letter: "summons-nl"),
    DemoMessage(
      .summons, to: DemoCast.withdraws, 6, "nl", "Oproep om gehoord te worden", letter: "summons-nl",
      decided: .init(daysAgo: 5, act: .withdraw)),
    DemoMessage(.decree, to: never, 8, "nl", "Besluit over uw bezwaarschrift", letter: "decree-nl"),
  ]

  private static let dutch: [DemoMessage] = [
    DemoMessage(
      .premium, to: nl, 40, "nl", "Beslissing over uw renovatiepremie", letter: "premium-nl",
      opened: [.init(daysAgo: 38, channel: DemoCast.myEBox)],
      reply: .init(
        daysAgo: 36,
        text:
          "De factuur van het dak ontbrak bij mijn aanvraag. U vindt ze hierbij; kunt u het bedrag herzien?",
        proof: "transfer-nl", openedDaysAgo: 35)),
    DemoMessage(
      .premium, to: nl, 3, "nl", "Uw premie is overgeschreven", letter: "transfer-nl",
      fileName: "Überweisung – ½ jaar.pdf", takesReply: true),
    DemoMessage(.permit, to: nl, 15, "nl", "Beslissing over uw omgevingsvergunning", letter: "permit-nl"),
    DemoMessage(.fine, to: nl, 14, "nl", "Onmiddellijke inning – verkeersovertreding", letter: "fine-nl"),
    DemoMessage(.career, to: nl, 13, "nl", "Uw loopbaanattest", letter: "career-nl"),
    DemoMessage(
      .household, to: nl, 20, "nl", "Bewijs van gezinssamenstelling", letter: "household-de",
      expiresInDays: 7),
    DemoMessage(
      .household, to: nl, 25, "nl", "Bewijs van gezinssamenstelling (vorig adres)", letter: "household-de",
      expiresInDays: 1),
    DemoMessage(
      .household, to: nl, 29, "nl", "Bewijs dat gisteren verviel", letter: "household-de", expiresInDays: -1),
    DemoMessage(
      .career, to: nl, 2, "nl", "Uw verbruik per maand, met tabel", letter: "career-nl", hasTable: true),
    DemoMessage(
      .premium, to: nl, 1, "nl", "Bericht zonder bijlage", letter: nil,
      body:
        "Uw aanvraag is volledig. U hoeft niets te doen; wij laten u iets weten zodra er een beslissing is."),
    DemoMessage(
      .fine, to: nl, 4, "nl", "<script>alert('onderwerp')</script> & \"citaat\"", letter: "fine-nl"),
    DemoMessage(.permit, to: nl, 6, "nl", longSubject, letter: "permit-nl"),
    DemoMessage(
      .career, to: nl, 8, "nl", "Attest met een heel lange bestandsnaam", letter: "career-nl",
      fileName: String(repeating: "n", count: 251) + ".pdf"),
    DemoMessage(
      .career, to: nl, 9, "nl", "Attest met een lange bestandsnaam", letter: "career-nl",
      fileName: "Overzicht van de perioden van tewerkstelling die bij hun diensten bekend zijn.pdf"),
    DemoMessage(
      .fine, to: nl, 11, "nl", "Onmiddellijke inning (dubbel verzonden)", letter: "fine-nl",
      takenBack: "Deze inning was dubbel verzonden: u hoeft ze maar één keer te betalen."),
    DemoMessage(
      .premium, to: nl, 16, "nl", "Beslissing over de premie van een ander", letter: "premium-nl",
      opened: [.init(daysAgo: 16, channel: DemoCast.myEBox)],
      takenBack:
        "Deze brief was voor iemand anders bestemd. Wis de kopie die u er misschien van hebt."
    ),
    DemoMessage(.career, to: nl, 5, "nl", "Brief met een script erin", letter: "scripted-nl"),
    DemoMessage(.premium, to: nl, 7, "nl", "Wij ontvingen uw aanvraag", letter: DemoLetters.notice),
    DemoMessage(
      .career, to: nl, 70, "nl", "Uw loopbaanattest van vorig kwartaal", letter: "career-nl",
      opened: [.init(daysAgo: 69, channel: DemoCast.myEBox)], isHidden: true),
  ]

  private static let assessment = "Avertissement-extrait de rôle – exercice 2026, à payer"

  private static let french: [DemoMessage] = [
    DemoMessage(
      .tax, to: fr, 60, "fr", assessment, letter: "tax-fr",
      opened: [.init(daysAgo: 58, channel: DemoCast.bank), .init(daysAgo: 57, channel: DemoCast.myEBox)]),
    DemoMessage(.career, to: fr, 30, "fr", "Attestation de carrière de l'élève", letter: "career-fr"),
    DemoMessage(
      .career, to: fr, 28, "fr", "Attestation de carriere de l'eleve (duplicata)", letter: "career-fr"),
    DemoMessage(
      .tax, to: fr, 5, "fr", "Rectification de votre avertissement-extrait de rôle", letter: "tax-fr",
      opened: [.init(daysAgo: 2, channel: DemoCast.profile)], corrects: assessment),
    DemoMessage(
      .premium, to: fr, 9, "fr", "Votre demande de prime est complète", letter: nil,
      body: "Votre demande est complète. Une décision vous parviendra sous peu."),
    DemoMessage(
      .household, to: fr, 12, "fr", "Composition de ménage", letter: "household-de", expiresInDays: 7,
      fetchedAhead: [.init(daysAgo: 11, channel: DemoCast.bank)]),
    DemoMessage(.vaccination, to: fr, 7, "fr", "Invitation à la vaccination", letter: "vaccination-en"),
  ]

  private static let german: [DemoMessage] = [
    DemoMessage(
      .household, to: de, 11, "de", "Bescheinigung über die Haushaltszusammensetzung für Behörden",
      letter: "household-de", fileName: "Haushaltszusammensetzung für Behörden.pdf"),
    DemoMessage(.tax, to: de, 45, "de", "Steuerbescheid für das Steuerjahr 2026", letter: "tax-fr"),
    DemoMessage(
      .fine, to: de, 10, "de", "Sofortige Zahlung – Verkehrsübertretung", letter: "fine-nl",
      opened: [.init(daysAgo: 10, channel: DemoCast.myEBox)]),
    DemoMessage(
      .premium, to: de, 15, "de", "Entscheid über Ihre Renovierungsprämie", letter: "premium-nl",
      takesReply: true),
  ]

  private static let english: [DemoMessage] = [
    DemoMessage(
      .vaccination, to: en, 14, "en", "Invitation for your booster vaccination", letter: "vaccination-en"),
    DemoMessage(
      .premium, to: en, 33, "en", "Decision on your renovation premium", letter: "premium-nl",
      opened: [.init(daysAgo: 31, channel: DemoCast.bank)],
      reply: .init(
        daysAgo: 30,
        text: "I moved in the meantime. Does that change anything? My new certificate is attached.",
        proof: "household-de", openedDaysAgo: nil)),
    DemoMessage(.fine, to: en, 13, "en", "Immediate collection – traffic offence", letter: "fine-nl"),
    DemoMessage(.permit, to: en, 3, "en", "Decision on your environmental permit", letter: "permit-nl"),
  ]

  private static let others: [DemoMessage] = [
    DemoMessage(
      .vaccination, to: never, 10, "nl", "Uitnodiging voor uw boostervaccin", letter: "vaccination-nl"),
    DemoMessage(.premium, to: never, 9, "nl", "Beslissing over uw renovatiepremie", letter: "premium-nl"),
    DemoMessage(.premium, to: withdrawn, 9, "nl", "Beslissing over uw renovatiepremie", letter: "premium-nl"),
    DemoMessage(.career, to: noMail, 17, "nl", "Uw loopbaanattest", letter: "career-nl"),
    DemoMessage(.permit, to: noMail, 5, "nl", "Beslissing over uw omgevingsvergunning", letter: "permit-nl"),
    DemoMessage(.fine, to: noMail, 1, "nl", "Onmiddellijke inning – verkeersovertreding", letter: "fine-nl"),
    DemoMessage(.career, to: young, 16, "fr", "Attestation de carrière", letter: "career-fr"),
    DemoMessage(.vaccination, to: young, 13, "fr", "Invitation à la vaccination", letter: "vaccination-en"),
    DemoMessage(
      .vaccination, to: minor, 2, "nl", "Uitnodiging voor uw boostervaccin", letter: "vaccination-nl"),
    DemoMessage(.household, to: minor, 1, "nl", "Bewijs van gezinssamenstelling", letter: "household-de"),
    DemoMessage(.career, to: bis, 12, "fr", "Attestation de carrière", letter: "career-fr"),
    DemoMessage(
      .premium, to: DemoCast.hardBounce, 2, "nl", "Beslissing over uw renovatiepremie", letter: "premium-nl"),
    DemoMessage(
      .premium, to: DemoCast.softBounce, 2, "nl", "Beslissing over uw renovatiepremie", letter: "premium-nl"),
    DemoMessage(.career, to: "71010300050", 1, "nl", "Uw loopbaanattest", letter: "career-nl"),
    DemoMessage(.career, to: DemoCast.silent, 15, "nl", "Uw loopbaanattest", letter: "career-nl"),
    DemoMessage(.fine, to: bis, 4, "fr", "Perception immédiate – infraction routière", letter: "fine-nl"),
    DemoMessage(.career, to: formerNumber, 6, "nl", "Uw loopbaanattest", letter: "career-nl"),
    DemoMessage(.household, to: newNumber, 4, "nl", "Bewijs van gezinssamenstelling", letter: "household-de"),
  ]

  /// Kept by the second document provider: they stand between the others in the one box.
  private static let second: [DemoMessage] = [
    DemoMessage(
      .water, to: nl, 10, "nl", "Uw jaarlijkse waterfactuur", letter: "water-nl", takesReply: true),
    DemoMessage(
      .water, to: nl, 50, "nl", "Uw tussentijdse waterfactuur", letter: "water-nl",
      opened: [.init(daysAgo: 48, channel: DemoCast.myEBox)]),
    DemoMessage(
      .water, to: fr, 8, "fr", "Votre facture d’eau annuelle", letter: nil,
      body: "Vous avez consommé 74 m³. Vous trouverez le montant à payer à côté de ce message."),
    DemoMessage(
      .water, to: de, 12, "de", "Ihre jährliche Wasserrechnung", letter: nil,
      body: "Sie haben 74 m³ verbraucht. Den zu zahlenden Betrag finden Sie neben dieser Nachricht."),
    DemoMessage(
      .water, to: en, 6, "en", "Your yearly water bill", letter: nil,
      body: "You used 74 m³. The amount to be paid stands beside this message."),
  ]

  /// 400 characters, the most that a subject may have.
  private static let longSubject: String = {
    let start = "Beslissing over uw omgevingsvergunning, met voorwaarden over "
    let middle = String(repeating: "regenwater, gevels, beplanting en toegankelijkheid, ", count: 8)
    return String((start + middle).prefix(399)) + "…"
  }()
}
