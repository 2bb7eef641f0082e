extension NoticeWords {
  static let dutch = NoticeWords(
    greeting: "Goedendag,",
    subjectNew: Counted(one: "Uw eBox: 1 nieuw bericht", many: "Uw eBox: {count} nieuwe berichten"),
    subjectReminders: Counted(
      one: "Uw eBox: 1 bericht nog niet gelezen", many: "Uw eBox: {count} berichten nog niet gelezen"),
    subjectBoth: "Uw eBox: {new} nieuw, {reminders} nog niet gelezen",
    newMessages: Counted(
      one: "Er is een nieuw bericht voor u in uw eBox.",
      many: "Er zijn {count} nieuwe berichten voor u in uw eBox."),
    reminders: Counted(
      one: "Een bericht hebt u nog niet gelezen. Het verdwijnt wanneer zijn termijn voorbij is.",
      many: "{count} berichten hebt u nog niet gelezen. Ze verdwijnen wanneer hun termijn voorbij is."),
    unnamed: "Bericht", registered: dutchRegistered, readUntil: "te lezen tot en met {date}",
    removedAfter: "wordt verwijderd na {date}", others: Counted(one: "en nog een", many: "en nog {count}"),
    howTitle: "Zo leest u ze",
    howText: "In deze mail staat met opzet geen link. Typ in uw browser zelf het adres van eBox dat u kent, "
      + "of open de app waarin u uw eBox leest.",
    genuineTitle: "Komt deze mail echt van eBox?", phraseLabel: "Uw herkenningszin",
    noPhrase:
      "U hebt nog geen herkenningszin. Kies er een in uw profiel: dan staat die in elke mail van eBox.",
    codeLabel: "Code van deze mail",
    codeText: "Twijfelt u? Ga zelf naar eBox en vul deze code in bij “Was deze mail van ons?”.",
    warning: "eBox vraagt u nooit per mail om een wachtwoord, een pincode of geld.",
    footer: "U krijgt deze mail omdat uw eBox actief is en u dit e-mailadres gaf. In uw profiel kiest u of, "
      + "wanneer en waar u mails krijgt. Antwoorden op deze mail worden niet gelezen.",
    addressFooter: "Antwoorden op deze mail worden niet gelezen.",
    addressCodeSubject: "Uw eBox: bevestig uw e-mailadres",
    addressCodeText: "Iemand gaf dit e-mailadres op voor zijn of haar eBox. Was u dat? Vul dan deze code in "
      + "op de pagina waar u het adres gaf. De code is maar korte tijd geldig.",
    addressCodeLabel: "Bevestigingscode",
    addressCodeUnasked:
      "Was u het niet? Dan hoeft u niets te doen. Geef de code aan niemand: ook eBox vraagt "
      + "er nooit naar.",
    addressReplacedSubject: "Uw eBox: uw e-mailadres is gewijzigd",
    addressReplacedText: "Voor uw eBox is een ander e-mailadres bevestigd. Mails van eBox gaan voortaan naar "
      + "dat adres, en niet meer naar dit.",
    addressReplacedUnasked:
      "Hebt u dat niet zelf gedaan? Ga dan meteen zelf naar eBox, meld u aan en kijk uw "
      + "profiel en uw sessies na.",
    months: [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
      "november", "december",
    ], labelEnd: ":")
}

private let dutchRegistered = NoticeWords.Registered(
  subjectNew: "Uw eBox: een aangetekende zending",
  subjectToDecide: "Uw eBox: een aangetekende zending wacht op uw beslissing",
  subjectUnread: "Uw eBox: een aangetekende zending nog niet gelezen",
  subjectDecideSoon: "Uw eBox: beslis binnenkort over een aangetekende zending",
  new: "Er is een aangetekende zending voor u in uw eBox.",
  unread: "Er ligt nog een aangetekende zending voor u in uw eBox.",
  senderLabel: "Afzender",
  decide: "U kunt ze aanvaarden of weigeren tot en met {date}. Lezen kunt u ze pas als u "
    + "ze aanvaardt.",
  silence: "Beslist u niet op tijd, dan kunt u ze niet meer openen, en verneemt de afzender dat.",
  removed: "Ze wordt verwijderd na {date}.",
  howTitle: "Zo opent u ze")
