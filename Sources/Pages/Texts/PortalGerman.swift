/// The texts of My eBox beyond its first pages.
let germanPortalTexts = """
  searchLabel = In Ihren Nachrichten suchen
  searchHint = Betreff, Absender oder Art der Nachricht
  searchButton = Suchen
  inboxViews = Welche Nachrichten
  viewAll = Alle
  viewUnread = Ungelesen
  viewHidden = Ausgeblendet
  filters = Filtern
  filterSender = Absender
  filterType = Art der Nachricht
  filterFrom = Erhalten ab
  filterTo = Erhalten bis einschließlich
  filterAllSenders = Alle Absender
  filterAllTypes = Alle Arten
  filterApply = Anwenden
  filterClear = Suche und Filter löschen
  foundOne = {count} Nachricht gefunden
  foundMany = {count} Nachrichten gefunden
  nothingFoundTitle = Nichts gefunden
  nothingFoundText = Keine Nachricht entspricht Ihrer Suche. Versuchen Sie ein anderes Wort oder löschen
    Sie die Filter. Der Inhalt der Dokumente wird nicht durchsucht.
  nothingUnreadTitle = Sie haben alles gelesen
  nothingUnreadText = Es gibt keine ungelesenen Nachrichten.
  nothingHiddenTitle = Sie haben nichts ausgeblendet
  nothingHiddenText = Nachrichten, die Sie ausblenden, finden Sie hier bis zum Ende ihrer Frist.
  providerMissing = Die Nachrichten von {name} können gerade nicht angezeigt werden. Es geht nichts
    verloren: Schauen Sie später noch einmal nach.
  dueAppeal = Einspruch möglich bis einschließlich {date}
  duePayment = Zu zahlen bis einschließlich {date}
  dueAnswer = Zu beantworten bis einschließlich {date}
  dueAppearance = Sie werden erwartet am {date}
  dueOver = Die Frist endete am {date}
  dueCalendar = In meinen Kalender übernehmen
  dueCalendarFile = frist
  paymentTitle = Was Sie zahlen müssen
  paymentAmount = Betrag
  paymentVat = {amount}, davon {vat} MwSt.
  paymentAccount = Konto
  paymentBank = BIC
  paymentReference = Mitteilung
  paymentHint = Sie zahlen selbst, bei Ihrer Bank. Ihre eBox zahlt nichts und fragt nie nach einem Bankcode.
  dueLabel = Frist
  dueFrom = Die Frist läuft ab {date}, als die Nachricht in Ihre eBox kam, auch wenn Sie sie nicht öffnen.
  typePurpose = Wozu sie dient
  typeGround = Rechtsgrundlage
  channelContact = Fragen zu My eBox
  accessTitle = Wer diese Nachricht geöffnet hat
  accessNobody = Noch niemand. Nur Sie können sie öffnen, in einer Anwendung, die Sie verknüpft haben.
  accessRead = Gelesen am {date} in {channel}: {content}
  accessOpened = Geöffnet am {date} in {channel}: {content}
  accessFetchedAhead = Im Voraus abgeholt am {date} von {channel}, nicht geöffnet: {content}
  accessShown = Gelesen am {date} in {channel}, in der im Voraus abgeholten Kopie: {content}
  accessHint = Der Absender erfährt nur, wann Sie das Hauptdokument zum ersten Mal geöffnet haben, nicht
    wo und nicht wie oft.
  hideTitle = Aufräumen
  hideHint = Ausblenden nimmt die Nachricht nur aus Ihrer Liste. Sie bleibt verfügbar, und Fristen laufen
    weiter.
  hideMessage = Ausblenden
  showMessage = Wieder in der Liste zeigen
  isHiddenNotice = Sie haben diese Nachricht ausgeblendet.
  hiddenBadge = Ausgeblendet
  profile = Mein Profil
  footerLinks = Über My eBox
  archiveTitle = Alles mitnehmen
  archiveLead = Sie erhalten eine einzige Zip-Datei mit all Ihren Nachrichten und Dokumenten und einer
    Übersicht, die Sie ohne Internet öffnen können.
  archiveMessages = Nachrichten
  archiveSize = Dokumente zusammen
  archiveUnread = Noch ungelesen
  archiveReads = Was Sie mitnehmen, gilt als gelesen. Die Absender Ihrer ungelesenen Nachrichten erhalten
    eine Lesebestätigung, und jedes geöffnete Dokument steht im Verlauf seiner Nachricht.
  archiveStart = Alles herunterladen
  archiveBreak = Bricht das Herunterladen ab, zum Beispiel weil Sie Ihre Zustimmung zurückziehen oder sich
    abmelden, ist die Datei unvollständig und lässt sich nicht öffnen.
  archiveCareful = Bewahren Sie die Datei an einem sicheren Ort auf: Wer sie hat, kann alles lesen.
  archiveEmpty = Es gibt nichts mitzunehmen: Sie haben keine Nachrichten.
  archiveFileName = dokument
  archiveTextName = nachricht
  archiveFolder = nachrichten
  archiveIndexTitle = Ihre eBox-Nachrichten
  archiveIndexMade = Erstellt am {date}
  archiveIndexFiles = Die Dateien liegen im Ordner neben dieser Seite. Entpacken Sie zuerst die Zip-Datei,
    wenn sich ein Verweis nicht öffnet.
  archiveReadByArchive = Beim Erstellen dieser Datei geöffnet
  help = Hilfe
  helpLead = Antworten auf die häufigsten Fragen.
  helpReadQ = Wann ist eine Nachricht gelesen?
  helpReadA = Sobald Sie das Hauptdokument öffnen oder herunterladen oder den Text anzeigen, wenn er die
    Nachricht ist. Der Absender erhält dann eine Lesebestätigung. Die Liste anzusehen zählt nicht.
  helpTermQ = Wie lange bleibt eine Nachricht?
  helpTermA = Das bestimmt der Absender. Der letzte Tag steht bei jeder Nachricht. Danach wird sie von
    selbst und vollständig gelöscht. Was Sie länger behalten wollen, laden Sie herunter.
  helpDueQ = Läuft eine Frist auch, wenn ich nichts öffne?
  helpDueA = Ja. Fristen für Zahlung oder Einspruch laufen ab dem Tag, an dem die Nachricht in Ihre eBox
    kam. Sehen Sie also regelmäßig nach oder geben Sie in Ihrem Profil eine E-Mail-Adresse an.
  helpWhoQ = Wer kann meine Nachrichten lesen?
  helpWhoA = Nur Sie, in den Anwendungen, die Sie selbst verknüpft haben. Bei jeder Nachricht sehen Sie,
    wann und wo sie geöffnet wurde.
  helpStopQ = Wie beende ich die eBox?
  helpStopA = Ziehen Sie Ihre Zustimmung unter „Meine Zustimmungen“ zurück. Das gilt sofort; neue Post
    kommt dann wieder auf Papier.
  helpMailQ = Ist diese Mail wirklich von der eBox?
  helpMailA = Eine Mail der eBox enthält nie einen Link oder etwas aus einer Nachricht. Sie enthält aber
    Ihren eigenen Satz und einen Code, den Sie prüfen können.
  helpMailCheck = Eine Mail prüfen
  helpContactTitle = Noch eine Frage?
  helpContactSender = Zum Inhalt einer Nachricht: der Absender. Seine Kontaktdaten stehen bei der
    Nachricht.
  helpContactChannel = Zu My eBox:
  accessibility = Barrierefreiheit
  accessibilityLead = Alle sollen My eBox benutzen können. Wir bauen es nach WCAG 2.2, Stufe AA, und EN
    301 549.
  accessibilityDoesTitle = Was Sie erwarten dürfen
  accessibilityDoesKeys = Alles funktioniert allein mit der Tastatur, und Sie sehen immer, wo Sie sind.
  accessibilityDoesReader = Bildschirmleser erhalten Überschriften, Listen und Namen; die Sprache jedes
    Textes ist angegeben.
  accessibilityDoesZoom = Vergrößern bis 400 %, schmaler Bildschirm, dunkle Farben und Drucken: nichts
    geht verloren.
  accessibilityDoesScript = Es funktioniert ohne JavaScript.
  accessibilityLimitTitle = Was nicht in unserer Hand liegt
  accessibilityLimitText = Die Dokumente erstellt der Absender. Wenn Sie eines nicht lesen können, bitten
    Sie ihn um eine barrierefreie Fassung; seine Kontaktdaten stehen bei der Nachricht.
  accessibilityTested = Jede Seite wird bei jeder Änderung automatisch geprüft. Eine automatische Prüfung
    findet nicht alles.
  accessibilityTell = Stoßen Sie auf ein Hindernis? Sagen Sie es uns:
  privacy = Datenschutz
  privacyLead = Wer für Ihre Daten verantwortlich ist, was aufbewahrt wird und an wen Sie sich wenden
    können.
  privacyWhoTitle = Wer verantwortlich ist
  privacySender = Für eine Nachricht und ihre Dokumente: ihr Absender.
  privacyProvider = Für Zustimmungen, Adressen, Benachrichtigungen und den Betrieb der eBox: {name}, der
    Anbieter.
  privacyKeeper = {name} bewahrt die Dokumente auf, im Auftrag der Absender und nur nach deren Weisungen.
  privacyKeptTitle = Was aufbewahrt wird
  privacyKeptDocuments = Nachrichten und Dokumente: bis zum Ende ihrer Frist, verschlüsselt. Danach sind
    sie weg, auch aus den Sicherungen.
  privacyKeptTrail = Wer wann was gesendet, geöffnet oder geändert hat: mindestens zehn Jahre, ohne
    Inhalt.
  privacyKeptSession = In Ihrem Browser: ein Cookie, solange Sie angemeldet sind, und eines für Ihre
    Sprache. Nichts, um Sie zu verfolgen.
  privacyRightsTitle = Ihre Rechte
  privacyRightsText = Sie können erfragen, was über Sie aufbewahrt wird, und einen Fehler berichtigen
    lassen. Ihre Nachrichten können Sie selbst mitnehmen; der Verlauf steht bei jeder Nachricht.
  privacyOfficer = Datenschutzbeauftragter:
  privacyAuthority = Nicht zufrieden? Sie können bei der Datenschutzbehörde Beschwerde einlegen.
  replyTitle = Antworten
  replyBack = Zurück zur Nachricht
  replyLead = Ihre Antwort geht an den Absender, in dessen eigene eBox. Sie erhalten eine
    Empfangsbestätigung und sehen, wann der Absender sie geöffnet hat.
  replyText = Ihre Antwort
  replyTextHint = Höchstens {max} Zeichen.
  replyFiles = Anlagen
  replyFilesHint = Höchstens {max} Dateien, zusammen höchstens 200 MB: PDF, Text, HTML, XML, CSV, ZIP,
    OpenDocument oder Office.
  replyFinal = Eine Antwort kann weder geändert noch zurückgenommen werden. Der Absender sieht Ihre
    Nationalregisternummer.
  replySend = Antwort senden
  replyCancel = Nicht antworten
  replyWrong = Ihre Antwort wurde nicht gesendet
  replyFilesAgain = Ihr Text steht noch da. Anlagen müssen Sie neu auswählen.
  replyEmpty = Schreiben Sie eine Antwort, oder fügen Sie eine Datei hinzu.
  replyTooLong = Ihre Antwort hat mehr als {max} Zeichen.
  replyMalformed = Sie enthält Zeichen, die nicht gesendet werden können.
  replyTooManyFiles = Sie haben mehr als {max} Dateien ausgewählt.
  replyTooLarge = Eine Datei darf höchstens 100 MB groß sein, und alle zusammen 200 MB.
  replyTooSlow = Das Senden dauerte zu lange. Versuchen Sie es mit weniger oder kleineren Dateien.
  replyFileEmpty = {name} ist leer.
  replyFileType = {name} ist keine Datei einer zugelassenen Art.
  replyFileName = Der Name einer Datei ist zu lang: {name}
  replyFileMalware = {name} enthält Schadsoftware und wurde nicht gesendet.
  replyFileUnfit = {name} kann nicht geöffnet werden oder verlangt ein Kennwort.
  replyFilesWrong = Die Dateien sind nicht richtig angekommen. Wählen Sie sie neu aus.
  replyNotTaken = Der Absender nimmt auf diese Nachricht keine Antwort mehr an.
  replyUnknown = Wir wissen noch nicht, ob Ihre Antwort gesendet wurde. Ihr Text steht unten. Senden Sie
    sie von hier aus noch einmal: Sie wird nur einmal gesendet.
  replyOther = Ihr erster Text wurde gesendet; hier steht die Empfangsbestätigung. Was Sie danach geändert
    haben, wurde nicht gesendet. Wenn Sie es jetzt senden, ist es eine weitere Antwort.
  replyTooMuch = Alles, was Sie an einem Tag in Antworten senden, darf zusammen höchstens {max} groß sein.
    Senden Sie weniger oder kleinere Dateien, oder versuchen Sie es morgen noch einmal.
  replyTooOften = Sie haben auf diese Nachricht schon {max} Mal geantwortet, mehr geht nicht.
  replyAtOnce = Es werden schon {max} Ihrer Antworten gesendet. Warten Sie, bis eine gesendet ist,
    und senden Sie diese erneut.
  repliesTitle = Ihre Antworten
  repliesNone = Der Absender lässt zu, dass Sie auf diese Nachricht antworten.
  replyButton = Antworten
  replySentNotice = Ihre Antwort wurde gesendet. Die Empfangsbestätigung steht unten.
  replySent = Antwort gesendet am {date}
  replyOpened = Vom Absender geöffnet am {date}
  replyUnopened = Vom Absender noch nicht geöffnet
  replyReceipt = Empfangsbestätigung
  replyNumber = Nummer
  replyReceiptHint = Bei jedem Teil steht der Fingerabdruck (SHA-256) dessen, was Sie gesendet haben: damit
    können Sie später zeigen, was es war. Bewahren Sie selbst eine Kopie auf.
  """
