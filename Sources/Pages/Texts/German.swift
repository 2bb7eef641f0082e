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
  sessionOverTitle = Ihre Sitzung ist beendet
  sessionOverText = Sie waren eine Weile nicht aktiv. Melden Sie sich erneut an, um fortzufahren.
  unavailableTitle = Ihre Nachrichten sind gerade nicht erreichbar
  unavailableText = Der Dienst, der Ihre Nachrichten aufbewahrt, antwortet nicht. Es geht nichts verloren.
    Versuchen Sie es später erneut.
  providerName = eBox – Ihre Zustimmungen
  consentTitle = Ihre eBox aktivieren
  consentLead = {channel} bittet um Ihre Zustimmung, Ihre eBox zu nutzen. Lesen Sie zuerst, was das
    bedeutet.
  consentMeans = Was das bedeutet
  consentDigital = Sie erhalten Ihre Nachrichten von den Behörden grundsätzlich nur noch digital und nicht
    mehr auf Papier.
  consentTransition = Einige Absender schicken während einer Übergangszeit weiterhin auch Papier. Die
    Nachricht sagt es dann.
  consentAllSenders = Ihre Zustimmung gilt für alle Absender gemeinsam, jetzt und später.
  consentChannel = {channel} darf Ihre Nachrichten anzeigen, solange Ihre Zustimmung gilt.
  consentLegal = Eine Nachricht in Ihrer eBox hat denselben Wert wie ein Brief. Fristen können damit
    beginnen, auch wenn Sie sie nicht öffnen.
  consentWithdrawable = Sie können Ihre Zustimmung jederzeit hier unter „Meine Zustimmungen“ widerrufen.
    Das gilt sofort.
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
    erhalten Sie auf Papier, und ungelesene Nachrichten können Sie erst wieder lesen, wenn Sie Ihre eBox
    erneut aktivieren.
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
