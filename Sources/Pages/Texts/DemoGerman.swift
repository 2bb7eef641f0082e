/// The texts of the demonstration's own pages.
let germanDemoTexts = """
  demoName = eBox – Vorführung
  demoTitle = Die eBox ausprobieren
  demoLead = Hier ist alles erfunden: Diese Nationalregisternummern gehören niemandem. Melden Sie sich an,
    als wer Sie möchten, lesen Sie Nachrichten, geben Sie Ihre Zustimmung und ziehen Sie sie zurück.
  demoClockTitle = Die Uhr
  demoNow = Hier ist der {date}.
  demoDay = Ein Tag weiter
  demoWeek = Eine Woche weiter
  demoMonth = Dreißig Tage weiter
  demoMoved = Die Uhr ging vom {from} zum {to}. In dieser Zeit:
  demoEndedOne = {count} Nachricht verschwand, weil ihre Frist abgelaufen war.
  demoEndedMany = {count} Nachrichten verschwanden, weil ihre Frist abgelaufen war.
  demoClockHint = Wer angemeldet ist, muss sich danach neu anmelden: Auch eine Sitzung wird älter.
  demoChannelsTitle = Andere Anwendungen
  demoChannelsLead = Zwei kleine Anwendungen lesen Ihre eBox neben My eBox. Sie verwenden nur, was
    öffentlich beschrieben ist.
  demoChannelAbsent = läuft nicht.
  demoCitizensTitle = Wer Sie sein können
  demoCitizensLead = Wählen Sie beim Anmelden eine dieser Nummern. Der Zustand ist der vom Anfang.
  demoActive = Aktiv
  demoNeverActivated = Nie aktiviert
  demoWithdrawn = Zurückgezogen
  demoClosed = Geschlossen
  demoSendersTitle = Wer Nachrichten sendet
  demoSendersLead = Schlüssel und Adressen stehen in {file}, im Ordner der Vorführung.
  demoNoAddress = Keine E-Mail-Adresse
  demoMailsLink = Gesendete Mails
  demoMailsOne = {count} Mail wurde gesendet.
  demoMailsMany = {count} Mails wurden gesendet.
  """
