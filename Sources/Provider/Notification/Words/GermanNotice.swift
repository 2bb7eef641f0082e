extension NoticeWords {
  static let german = NoticeWords(
    greeting: "Guten Tag,",
    subjectNew: Counted(one: "Ihre eBox: 1 neue Mitteilung", many: "Ihre eBox: {count} neue Mitteilungen"),
    subjectReminders: Counted(
      one: "Ihre eBox: 1 Mitteilung noch nicht gelesen",
      many: "Ihre eBox: {count} Mitteilungen noch nicht gelesen"),
    subjectBoth: "Ihre eBox: {new} neu, {reminders} noch nicht gelesen",
    newMessages: Counted(
      one: "In Ihrer eBox ist eine neue Mitteilung für Sie.",
      many: "In Ihrer eBox sind {count} neue Mitteilungen für Sie."),
    reminders: Counted(
      one: "Eine Mitteilung haben Sie noch nicht gelesen. Sie verschwindet, wenn ihre Frist abgelaufen ist.",
      many: "{count} Mitteilungen haben Sie noch nicht gelesen. Sie verschwinden, wenn ihre Frist abgelaufen "
        + "ist."),
    unnamed: "Mitteilung", registered: germanRegistered, readUntil: "lesbar bis einschließlich {date}",
    removedAfter: "wird nach dem {date} gelöscht",
    others: Counted(one: "und eine weitere", many: "und {count} weitere"),
    howTitle: "So lesen Sie sie",
    howText: "Diese E-Mail enthält mit Absicht keinen Link. Tippen Sie die Adresse der eBox, die Sie kennen, "
      + "selbst in Ihren Browser ein, oder öffnen Sie die App, in der Sie Ihre eBox lesen.",
    genuineTitle: "Kommt diese E-Mail wirklich von eBox?", phraseLabel: "Ihr Erkennungssatz",
    noPhrase:
      "Sie haben noch keinen Erkennungssatz. Wählen Sie einen in Ihrem Profil: Dann steht er in jeder "
      + "E-Mail von eBox.",
    codeLabel: "Code dieser E-Mail",
    codeText: "Sie zweifeln? Gehen Sie selbst zu eBox und geben Sie diesen Code unter „War diese E-Mail von "
      + "uns?“ ein.",
    warning: "eBox fragt Sie niemals per E-Mail nach einem Passwort, einer PIN oder nach Geld.",
    footer:
      "Sie erhalten diese E-Mail, weil Ihre eBox aktiv ist und Sie diese E-Mail-Adresse angegeben haben. "
      + "In Ihrem Profil wählen Sie, ob, wann und wo Sie E-Mails erhalten. Antworten auf diese E-Mail werden "
      + "nicht gelesen.",
    addressFooter: "Antworten auf diese E-Mail werden nicht gelesen.",
    addressCodeSubject: "Ihre eBox: Bestätigen Sie Ihre E-Mail-Adresse",
    addressCodeText:
      "Jemand hat diese E-Mail-Adresse für seine eBox angegeben. Waren Sie das? Dann geben Sie "
      + "diesen Code auf der Seite ein, auf der Sie die Adresse angegeben haben. Der Code gilt nur "
      + "kurze Zeit.",
    addressCodeLabel: "Bestätigungscode",
    addressCodeUnasked: "Waren Sie es nicht? Dann brauchen Sie nichts zu tun. Geben Sie den Code niemandem: "
      + "Auch eBox fragt nie danach.",
    addressReplacedSubject: "Ihre eBox: Ihre E-Mail-Adresse wurde geändert",
    addressReplacedText: "Für Ihre eBox wurde eine andere E-Mail-Adresse bestätigt. E-Mails von eBox gehen "
      + "künftig an jene Adresse und nicht mehr an diese.",
    addressReplacedUnasked: "Haben Sie das nicht selbst getan? Dann gehen Sie sofort selbst zu eBox, melden "
      + "Sie sich an und prüfen Sie Ihr Profil und Ihre Sitzungen.",
    months: [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November", "Dezember",
    ], labelEnd: ":")
}

private let germanRegistered = NoticeWords.Registered(
  subjectNew: "Ihre eBox: ein Einschreiben",
  subjectToDecide: "Ihre eBox: Ein Einschreiben wartet auf Ihre Entscheidung",
  subjectUnread: "Ihre eBox: ein Einschreiben noch nicht gelesen",
  subjectDecideSoon: "Ihre eBox: Entscheiden Sie bald über ein Einschreiben",
  new: "In Ihrer eBox ist ein Einschreiben für Sie.",
  unread: "In Ihrer eBox liegt noch ein Einschreiben für Sie.",
  senderLabel: "Absender",
  decide: "Sie können es bis einschließlich {date} annehmen oder ablehnen. Lesen können "
    + "Sie es erst, wenn Sie es annehmen.",
  silence: "Entscheiden Sie sich nicht rechtzeitig, können Sie es nicht mehr öffnen, und "
    + "der Absender erfährt es.",
  removed: "Es wird nach dem {date} gelöscht.",
  howTitle: "So öffnen Sie es")
