let germanTexts = """
  skipToContent = Zum Inhalt
  languages = Sprache
  sections = Bereiche
  footer = Die eBox ist ein kostenloser Dienst der Behörden. Nur Sie können Ihre Nachrichten lesen.
  requestReference = Referenz für den Helpdesk:
  notFoundTitle = Diese Seite gibt es nicht
  notFoundText = Die Adresse stimmt nicht, oder die Seite wurde verschoben.
  faultTitle = Bei uns ist ein Fehler aufgetreten
  faultText = Ihre Anfrage konnte nicht beantwortet werden. Versuchen Sie es in einigen Minuten erneut.
    Gelingt es dann noch nicht, geben Sie dem Helpdesk die Referenz unten an.
  overloadedTitle = Im Moment ist viel los
  overloadedText = Versuchen Sie es in einigen Sekunden erneut. Es ist nichts verloren gegangen.
  formExpiredTitle = Dieses Formular ist nicht mehr gültig
  formExpiredText = Es ist nichts geschehen. Gehen Sie zurück und versuchen Sie es erneut.
  backToStart = Zum Anfang
  tryAgain = Erneut versuchen
  myEBox = My eBox
  inbox = Nachrichten
  myConsents = Meine Zustimmungen
  signOut = Abmelden
  signIn = Anmelden
  startTitle = Ihre Post von den Behörden, an einem Ort
  startLead = In Ihrer eBox empfangen Sie sicher die Nachrichten der Behörden: Prämienbescheide,
    Genehmigungen, Bescheinigungen, Steuerbescheide und Einladungen.
  startWhatTitle = Was Sie von der eBox erwarten dürfen
  startWhatOne = Nur Sie lesen Ihre Nachrichten. Niemand sonst hat Zugang.
  startWhatTwo = Jede Nachricht zeigt, von wem sie kommt und wie lange sie verfügbar bleibt.
  startWhatThree = Sie entscheiden selbst, ob Sie die eBox nutzen, und können jederzeit aufhören.
  startWhatFour = Die eBox ist kostenlos.
  startHowTitle = So fangen Sie an
  startHowOne = Melden Sie sich mit itsme oder mit Ihrem Personalausweis an.
  startHowTwo = Geben Sie beim ersten Mal Ihre Zustimmung auf der Seite des Anbieters.
  startHowThree = Lesen und bewahren Sie Ihre Nachrichten auf.
  startSignInHint = Sie melden sich beim Anbieter der eBox an und kommen danach hierher zurück.
  inboxUnreadOne = {count} ungelesene Nachricht
  inboxUnreadMany = {count} ungelesene Nachrichten
  inboxTotalOne = {count} Nachricht insgesamt
  inboxTotalMany = {count} Nachrichten insgesamt
  inboxList = Nachrichten, neueste zuerst
  inboxEmptyTitle = Sie haben noch keine Nachrichten
  inboxEmptyText = Sobald eine Behörde Ihnen eine Nachricht schickt, steht sie hier. Sie brauchen nichts zu
    tun.
  inboxEmptyHint = Nachrichten, deren Frist abgelaufen ist, werden gelöscht und stehen hier nicht mehr.
  unread = Ungelesen
  read = Gelesen
  sender = Absender:
  received = Erhalten:
  availableUntilDay = Verfügbar bis einschließlich {date}
  availableUntilTime = Verfügbar bis {date}
  lastDays = Bald gelöscht
  registeredMail = Einschreiben
  pages = Seiten
  pageOf = Seite {page} von {pages}
  newer = Neuere Nachrichten
  older = Ältere Nachrichten
  backToInbox = Zurück zu den Nachrichten
  messageDetails = Angaben zur Nachricht
  messageType = Art der Nachricht
  sentBy = Absender
  senderContact = Fragen zum Inhalt
  receivedOn = Erhalten
  availableLabel = Verfügbarkeit
  readState = Gelesen
  readSince = Zum ersten Mal geöffnet am {date}
  notYetRead = Noch nicht geöffnet
  textInNl = Dieser Text ist auf Niederländisch
  textInFr = Dieser Text ist auf Französisch
  textInDe = Dieser Text ist auf Deutsch
  textInEn = Dieser Text ist auf Englisch
  sentBeforeActivation = Vor der Aktivierung Ihrer eBox verschickt
  paperToo = Diese Nachricht wurde verschickt, bevor Sie Ihre eBox aktiviert haben. Sie haben sie auch auf
    Papier erhalten.
  paperUntil = Sie erhalten diese Nachricht auch auf Papier: Dieser Absender verschickt Nachrichten dieser
    Art bis einschließlich {date} auch als Brief.
  replacedNotice = Der Absender hat diese Nachricht mit einer neueren berichtigt.
  replacedLink = Die neuere Nachricht lesen
  replacesNotice = Diese Nachricht berichtigt eine frühere desselben Absenders.
  replacesLink = Die frühere Nachricht ansehen
  replacedBadge = Durch eine neuere Nachricht berichtigt
  recalledOne = 1 Nachricht wurde vom Absender zurückgenommen
  recalledMany = {count} Nachrichten wurden vom Absender zurückgenommen
  recalledReason = Grund:
  recalledAfterBreach = Diese Nachricht war nicht für Sie bestimmt. Sie wurde zurückgenommen, nachdem
    sie bereits geöffnet worden war.
  recalledHint = Ein Absender kann eine Nachricht nur zurücknehmen, solange niemand sie geöffnet hat.
    Danach geht das nur, wenn sie bei der falschen Person angekommen ist und drei Personen zustimmen.
  messageText = Text der Nachricht
  documents = Dokumente
  mainDocument = Hauptdokument
  documentSigned = Unterzeichnet
  openDocument = Öffnen
  downloadDocument = Herunterladen
  openNewTab = (wird in einem neuen Tab geöffnet)
  readHere = Das Dokument auf dieser Seite
  readHereHint = Sehen Sie das Dokument hier nicht? Öffnen Sie es mit den Schaltflächen oder laden Sie es
    herunter.
  showDocument = Hier lesen
  showText = Text anzeigen
  readingTells = Wenn Sie das Hauptdokument öffnen oder herunterladen, erhält der Absender eine
    Lesebestätigung.
  documentFrame = Inhalt von {name}
  lastDaysNotice = Diese Nachricht wird bald gelöscht. Laden Sie herunter, was Sie aufbewahren möchten.
  bytesUnit = Byte
  kilobytesUnit = kB
  megabytesUnit = MB
  decimalComma = ,
  messageGoneTitle = Diese Nachricht gibt es nicht (mehr)
  messageGoneText = Sie steht nicht in Ihrer eBox. Vielleicht ist die vom Absender bestimmte Frist abgelaufen,
    oder die Adresse stimmt nicht.
  contentGoneTitle = Dieses Dokument gibt es nicht
  contentGoneText = Die Nachricht hat unter dieser Adresse kein Dokument und keinen Text.
  channelNotLinkedTitle = My eBox ist nicht mehr verknüpft
  channelNotLinkedText = Sie haben My eBox keinen Zugang (mehr) zu Ihrer eBox gegeben. Sie sind abgemeldet.
    Sie können My eBox auf der Seite des Anbieters erneut verknüpfen.
  linkChannel = My eBox erneut verknüpfen
  boxNotActiveTitle = Ihre eBox ist nicht aktiv
  boxNotActiveText = Sie erhalten Ihre Post auf Papier. Möchten Sie sie hier lesen, aktivieren Sie Ihre eBox
    auf der Seite des Anbieters.
  activate = eBox aktivieren
  assuranceTooLowTitle = Melden Sie sich mit einem sichereren Mittel an
  assuranceTooLowText = Um Ihre Nachrichten zu lesen, müssen Sie sich mit itsme oder mit Ihrem Personalausweis
    anmelden.
  signInHigher = Erneut anmelden
  signInFailedTitle = Die Anmeldung ist nicht gelungen
  signInFailedText = Die Anmeldung hat zu lange gedauert oder wurde in einem anderen Fenster begonnen.
    Versuchen Sie es erneut.
  signInCancelledTitle = Sie sind nicht angemeldet
  signInCancelledText = Die Anmeldung wurde abgebrochen oder verweigert. An Ihrer eBox hat sich nichts
    geändert.
  signedOutTitle = Sie sind abgemeldet
  signedOutText = Schließen Sie auch Ihren Browser, wenn andere diesen Computer benutzen.
  signedOutElsewhere = Anderswo in eBox, bei Ihren Zustimmungen und Ihrem Profil, können Sie noch
    angemeldet sein. Melden Sie sich auch dort ab, wenn andere dieses Gerät benutzen.
  sessionOverTitle = Ihre Sitzung ist beendet
  sessionOverText = Sie waren eine Weile nicht aktiv, oder der Zugang wurde zurückgezogen. Melden Sie sich erneut
    an, um fortzufahren.
  unavailableTitle = Ihre Nachrichten sind gerade nicht erreichbar
  unavailableText = Der Dienst, der Ihre Nachrichten aufbewahrt, antwortet nicht. Es geht nichts verloren.
    Versuchen Sie es später erneut.
  providerName = eBox – Ihre Zustimmungen
  consentTitle = Ihre eBox aktivieren
  consentMeans = Was das bedeutet
  consentAccept = Ich stimme zu
  consentDecline = Ich stimme nicht zu
  consentVersion = Text der Fassung {version}
  ownConsentsLead = Diese Anwendungen dürfen Ihre eBox anzeigen. Sie können jede Zustimmung jederzeit
    widerrufen.
  ownConsentsEmpty = Sie haben keine gültige Zustimmung. Ihre eBox ist nicht aktiv: Sie erhalten Ihre Post
    auf Papier.
  signedInAs = Angemeldet als {name}
  consentSince = Erteilt am {date}
  consentWithdraw = Zustimmung für {channel} widerrufen
  withdrawalTitle = Zustimmung widerrufen
  withdrawalLead = Sie widerrufen Ihre Zustimmung für {channel}. {channel} sieht von diesem Moment an
    nichts mehr von Ihrer eBox.
  withdrawalLast = Das ist Ihre letzte Zustimmung. Ihre eBox ist danach nicht mehr aktiv: Neue Nachrichten
    erhalten Sie auf Papier.
  withdrawalOther = Ihre eBox bleibt in Ihren anderen Anwendungen aktiv.
  withdrawalConfirm = Widerrufen
  withdrawalKeep = Nicht widerrufen
  withdrawnTitle = Ihre Zustimmung ist widerrufen
  withdrawnText = Das gilt ab sofort. Sie können jederzeit erneut zustimmen.
  consentNotInForceTitle = Diese Zustimmung gilt nicht
  consentNotInForceText = Es gibt keine gültige Zustimmung von Ihnen für diese Anwendung. Vielleicht haben
    Sie sie schon widerrufen.
  linkWrongTitle = Dieser Link stimmt nicht
  linkWrongText = Die Anwendung, die Sie hierher geschickt hat, verlangt etwas, das nicht möglich ist. An
    Ihrer eBox hat sich nichts geändert. Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.
  boxClosedTitle = Diese eBox ist geschlossen
  boxClosedText = Laut Register kann diese eBox nicht mehr genutzt werden. Stimmt das nicht, wenden Sie
    sich an den Helpdesk.
  identityProviderDownTitle = Die Anmeldung ist im Moment nicht möglich
  identityProviderDownText = Der Dienst, bei dem Sie sich anmelden, antwortet nicht. Versuchen Sie es in
    einigen Minuten erneut.
  sectionProfile = Profil
  sectionSessions = Anmeldungen
  sectionMailCheck = War diese E-Mail von uns?
  sessionsTitle = Wo Sie angemeldet sind
  sessionsLead = Sie erkennen eine Anmeldung nicht? Beenden Sie sie. Das gilt sofort.
  sessionsHere = Auf diesen Seiten
  sessionOwn = Diese Anmeldung
  sessionSince = Angemeldet am {date}
  sessionSeen = Zuletzt benutzt am {date}
  sessionEnd = Abmelden: {name}
  sessionsChannels = In Anwendungen
  sessionsEndAll = Überall abmelden
  sessionsEndChannels = Auch in den Anwendungen. Ihre Zustimmungen gelten weiter.
  signedOutEverywhere = Sie sind überall abgemeldet.
  signedOutGoingOn = Sie sind hier abgemeldet. Wir leiten Sie weiter, um Sie auch bei dem Dienst abzumelden,
    bei dem Sie sich angemeldet haben.
  signOutThereToo = Auch dort abmelden
  browserOnPhone = {name} auf einem Telefon
  browserOnTablet = {name} auf einem Tablet
  browserOnComputer = {name} auf einem Computer
  browserSomewhere = {name} auf einem anderen Gerät
  browserOther = Ein anderer Browser
  historyTitle = Verlauf
  historyGiven = Zustimmung erteilt für {channel}
  historyWithdrawn = Zustimmung widerrufen für {channel}
  historyClosed = eBox geschlossen
  historyExclusiveChosen = Gewählt: keine Papierkopie
  historyExclusiveDropped = Papierkopie wieder zugelassen
  historyExclusiveChosenBy = In {channel} gewählt: keine Papierkopie
  historyExclusiveDroppedBy = Papierkopie in {channel} wieder zugelassen
  historyLanguageChosenBy = Sprache unserer Mails in {channel} gewählt: {language}
  acceptedTextTitle = Was Sie angenommen haben
  acceptedTextDigest = Fingerabdruck dieses Textes (SHA-256):
  backToConsents = Zurück zu meinen Zustimmungen
  exclusiveTitle = Papierkopie
  exclusiveLead = Einige Absender schicken während einer Übergangszeit neben Ihrer eBox noch Papier. Sie
    können ihnen mitteilen, dass Sie keine Papierkopie wünschen.
  exclusiveIsChosen = Sie wünschen keine Papierkopie neben Ihrer eBox.
  exclusiveIsNotChosen = Absender dürfen Ihnen neben Ihrer eBox noch eine Papierkopie schicken.
  exclusiveChoose = Ich wünsche keine Papierkopie
  exclusiveDrop = Papierkopie wieder zulassen
  exclusiveKeep = Nichts ändern
  exclusiveChange = Ändern
  prefetchTitle = Abholen im Voraus
  prefetchLead = Wenn Sie es erlauben, holt {channel} Ihre Nachrichten ab, bevor Sie sie öffnen, zum
    Beispiel um sie ohne Verbindung anzuzeigen. Das wählen Sie selbst, für jede Anwendung einzeln.
  prefetchCopies = Kopien Ihrer Nachrichten liegen dann bei {channel}, noch bevor Sie sie öffnen.
  prefetchUnread = Eine im Voraus abgeholte Nachricht bleibt ungelesen. {channel} muss melden, wann Ihnen die
    Kopie gezeigt wird. Erst dann erfährt der Absender, dass Sie sie gelesen haben.
  prefetchErase = {channel} muss die Kopien löschen, wenn Sie dies ausschalten, wenn Sie Ihre Zustimmung
    widerrufen und wenn eine Nachricht abläuft.
  prefetchSeen = Bei jeder Nachricht sehen Sie in My eBox, wer sie wann im Voraus abgeholt hat.
  prefetchIsOn = {channel} darf Nachrichten im Voraus abholen.
  prefetchIsOff = {channel} darf nichts im Voraus abholen.
  prefetchTurnOn = Abholen im Voraus erlauben
  prefetchTurnOff = Abholen im Voraus beenden
  prefetchChange = Abholen im Voraus durch {channel}
  historyPrefetchAllowed = Abholen im Voraus erlaubt für {channel}
  historyPrefetchEnded = Abholen im Voraus beendet für {channel}
  paperTitle = Das kommt wieder auf Papier
  paperOne = Sie haben {count} Nachricht noch nicht gelesen. Der Absender erfährt, dass er sie auf Papier
    schicken muss.
  paperMany = Sie haben {count} Nachrichten noch nicht gelesen. Die Absender erfahren, dass sie sie auf
    Papier schicken müssen.
  paperMore = Und noch {count} weitere.
  paperNone = Sie haben keine ungelesenen Nachrichten. Nichts kommt wieder auf Papier.
  paperUnknown = Wir können jetzt nicht zeigen, welche ungelesenen Nachrichten wieder auf Papier kommen. Sie
    können Ihre Zustimmung trotzdem widerrufen.
  withdrawalTakeOut = Was schon in Ihrer eBox war, können Sie hier noch mitnehmen, bis es abläuft.
  withdrawnLastText = Das gilt ab sofort. Ihre eBox ist nicht mehr aktiv, und Sie erhalten Ihre Post auf
    Papier. Was schon da war, können Sie hier noch mitnehmen, bis es abläuft.
  takeOutTitle = Ihre Nachrichten mitnehmen
  takeOutLead = Diese Nachrichten waren in Ihrer eBox, bevor Sie Ihre letzte Zustimmung widerriefen. Sie
    können sie hier noch mitnehmen, bis sie ablaufen. Sie zu öffnen, gilt als Lesen.
  takeOutOpen = Nachrichten zeigen
  takeOutEmpty = Es ist nichts mehr da.
  takeOutArchive = Alles in einer Datei mitnehmen
  takeOutNotNowTitle = Es gibt nichts mitzunehmen
  takeOutNotNowText = Das geht hier erst nach dem Widerruf Ihrer letzten Zustimmung. Solange Ihre eBox aktiv
    ist, finden Sie Ihre Nachrichten in Ihrer Anwendung.
  consentStillOne = In Ihrer eBox ist noch {count} Nachricht von früher. Sie sehen sie wieder, wenn Sie
    zustimmen.
  consentStillMany = In Ihrer eBox sind noch {count} Nachrichten von früher. Sie sehen sie wieder, wenn Sie
    zustimmen.
  paperDueTitle = Diese Fristen laufen weiter
  paperDueText = Sie haben diese Nachrichten schon gelesen. Bewahren Sie sie auf, wenn Sie sie noch brauchen: Weiter geht
    es auf Papier.
  # The provider: profile, address and notices.
  goOn = Weiter
  profileTitle = Mein Profil
  profileBack = Zu meinem Profil
  profileSaved = Ihre Auswahl ist gespeichert.
  profileChangedTitle = Das hat sich inzwischen geändert
  profileChangedText = Ihr Profil ist nicht mehr so, wie es auf dieser Seite stand. Sehen Sie es sich
    noch einmal an.
  profileAddressTitle = E-Mail-Adresse
  profileAddressNone = Sie haben hier keine E-Mail-Adresse. Niemand sagt Ihnen also, dass Post da ist:
    Sehen Sie selbst regelmäßig in Ihre eBox. Wir raten Ihnen, eine Adresse anzugeben.
  profileAddressSince = Bestätigt am {date}
  profileAddressWaiting = {address} ist noch nicht bestätigt.
  profileAddressUndeliverable = Mails an diese Adresse kommen seit dem {date} zurück. Wir schicken
    nichts mehr dorthin. Geben Sie eine andere Adresse an oder bestätigen Sie diese noch einmal.
  profileAddressGive = Eine Adresse angeben
  profileAddressChange = Die Adresse ändern
  profileAddressRemove = Die Adresse entfernen
  profileCodeEnter = Den Code eingeben
  choicesTitle = Wie wir Sie benachrichtigen
  choicesLanguage = Sprache unserer Mails
  choicesPace = Wann wir Ihnen schreiben
  paceDaily = Eine Mail am Tag, mit allem, was neu ist
  paceAtOnce = Sofort eine Mail, wenn eine Nachricht da ist
  choicesHour = Uhrzeit der täglichen Mail
  choicesHourHint = Belgische Zeit. Auch Erinnerungen kommen zu dieser Stunde.
  choicesNames = In den Mails den Absender nennen
  choicesNotifier = Wer Sie benachrichtigt
  notifierMail = eBox, per E-Mail
  notifierHint = Wählen Sie eine Anwendung, so benachrichtigt sie Sie selbst, solange sie mit Ihrer eBox
    verbunden ist, und wir schicken keine Mails.
  notifierUnknown = Diese Anwendung kann Sie nicht (mehr) benachrichtigen. Ihre Auswahl ist nicht
    gespeichert.
  choicesSave = Speichern
  phraseTitle = Ihre eigenen Worte
  phraseLead = Wählen Sie einige Worte, die nur Sie kennen. Sie stehen in jeder unserer Mails, damit Sie
    eine falsche erkennen.
  phraseLabel = Ihre Worte
  phraseHint = 4 bis 60 Zeichen, in einer Zeile, keine Webadresse. Nehmen Sie nie ein Passwort.
  phraseSave = Meine Worte speichern
  phraseRemove = Meine Worte entfernen
  phraseTooShort = Das ist zu kurz. Nehmen Sie mindestens 4 Zeichen.
  phraseTooLong = Das ist zu lang. Nehmen Sie höchstens 60 Zeichen.
  phraseHasControls = Es steht ein unsichtbares Zeichen darin. Tippen Sie die Worte selbst, in einer
    Zeile.
  phraseHasLink = Das sieht aus wie eine Web- oder E-Mail-Adresse. Unsere Mails enthalten nie einen
    Link: Wählen Sie gewöhnliche Worte.
  addressAskTitle = An welche Adresse dürfen wir Ihnen schreiben?
  addressAskLead = Wir schicken Ihnen eine E-Mail, wenn Post in Ihrer eBox ist: höchstens eine am Tag
    und ohne etwas vom Inhalt.
  addressChangeTitle = Ihre E-Mail-Adresse ändern
  addressChangeLead = Jetzt benutzen wir {address}. Das bleibt so, bis Sie die neue Adresse bestätigt
    haben.
  addressLabel = E-Mail-Adresse
  addressHint = Wir schicken einen Code aus sechs Ziffern dorthin.
  addressSend = Den Code senden
  addressInvalid = Das ist keine E-Mail-Adresse. Ein Beispiel: jan@beispiel.be
  addressSame = Diese Adresse benutzen wir schon.
  addressDeclineTitle = Lieber keine Adresse?
  addressDeclineText = Dann sagt Ihnen niemand, dass Post da ist, und Sie müssen selbst regelmäßig in
    Ihre eBox sehen: Fristen können beginnen, ohne dass Sie es wissen. Wir raten Ihnen, eine Adresse
    anzugeben.
  addressDecline = Ich gebe keine Adresse an
  addressDeclinedTitle = Sie haben keine Adresse angegeben
  addressDeclinedText = Sehen Sie also selbst regelmäßig in Ihre eBox: Niemand sagt Ihnen, dass Post da
    ist. Sie können jederzeit in Ihrem Profil eine Adresse angeben.
  addressSkip = Weiter, ohne zu ändern
  addressSkippedTitle = Sie haben zurzeit keine Adresse, die funktioniert
  codeTitle = Bestätigen Sie Ihre E-Mail-Adresse
  codeLead = Wir haben einen Code aus sechs Ziffern an {address} geschickt. Er gilt bis {time}.
  codeLabel = Code
  codeHint = Sechs Ziffern, aus unserer letzten Mail.
  codeConfirm = Bestätigen
  codeAgainTitle = Keine Mail erhalten?
  codeAgainText = Sehen Sie auch in Ihrem Spam-Ordner nach. Nach einer Minute können Sie einen neuen
    Code anfordern; der vorige gilt dann nicht mehr.
  codeAgain = Einen neuen Code senden
  codeOther = Eine andere Adresse
  codeSentAgain = Ein neuer Code ist unterwegs.
  codeTooSoon = Warten Sie eine Minute, bevor Sie einen neuen Code anfordern.
  codesExhausted = Wir haben schon viele Codes geschickt. Versuchen Sie es in einer Stunde noch einmal.
  codeExpired = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
  attemptsExhausted = Sie haben zu oft einen falschen Code eingegeben. Fordern Sie einen neuen an.
  codeWrong = Dieser Code stimmt nicht. Verbleibende Versuche: {count}.
  addressConfirmedTitle = Ihre Adresse ist bestätigt
  addressConfirmedText = Wir schreiben Ihnen von nun an, wenn Post da ist. In Ihrem Profil wählen Sie,
    wie und wann.
  removeTitle = Ihre E-Mail-Adresse entfernen
  removeLead = Wir vergessen {address}.
  removeConfirm = Entfernen
  removeKeep = Nicht entfernen
  removedTitle = Ihre Adresse ist entfernt
  mailCheckTitle = War diese E-Mail von uns?
  mailCheckLead = In jeder E-Mail von eBox steht ein Code. Geben Sie ihn hier ein: Sie sehen dann, ob die E-Mail
    wirklich von eBox kam.
  mailCheckCode = Code der E-Mail
  mailCheckCodeHint = Zwölf Buchstaben und Ziffern, in Vierergruppen, wie in der E-Mail.
  mailCheckAsk = Prüfen
  mailCheckYes = Ja. Wir haben am {date} eine E-Mail mit diesem Code gesendet: {kind}.
  mailCheckYesAdvice = Stimmen auch der Tag und Ihr Erkennungssatz? Dann ist die E-Mail echt. Stimmt eines davon
    nicht, hat jemand den Code abgeschrieben: Vertrauen Sie der E-Mail dann nicht.
  mailCheckNo = Nein. Wir haben keine E-Mail mit diesem Code gesendet.
  mailCheckNoAdvice = Prüfen Sie, ob Sie den Code richtig abgeschrieben haben. Ist er richtig, kam die E-Mail
    nicht von eBox: Klicken Sie auf nichts, öffnen Sie keinen Anhang und antworten Sie nicht.
  mailCheckKindMessages = eine Benachrichtigung über Mitteilungen in einer eBox
  mailCheckKindCode = eine E-Mail zur Bestätigung einer E-Mail-Adresse
  mailCheckKindReplaced = eine E-Mail über eine geänderte E-Mail-Adresse
  mailCheckManyTitle = Einen Moment
  mailCheckManyText = Sie haben in kurzer Zeit viele Codes geprüft. Versuchen Sie es in einigen Minuten erneut.
  mailCheckRulesTitle = So erkennen Sie eine E-Mail von eBox
  mailCheckRuleLink = Sie enthält nie einen Link und nie einen Anhang. Sie tippen die Adresse, die Sie kennen,
    selbst ein.
  mailCheckRulePhrase = Der Erkennungssatz aus Ihrem Profil steht darin. Nur Sie und eBox kennen ihn.
  mailCheckRuleAsk = eBox fragt nie per E-Mail nach einem Passwort, einer PIN, einer Kartennummer oder nach Geld.
  mailCheckRuleReport = Leiten Sie eine verdächtige E-Mail an suspicious@safeonweb.be weiter und löschen Sie sie
    danach.
  """
