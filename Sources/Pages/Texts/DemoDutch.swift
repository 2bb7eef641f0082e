/// The texts of the demonstration's own pages.
let dutchDemoTexts = """
  demoName = eBox – demonstratie
  demoTitle = Probeer eBox uit
  demoLead = Alles hier is verzonnen: deze rijksregisternummers zijn van niemand. Meld u aan als wie u
    wilt, lees berichten, geef uw toestemming en trek ze in.
  demoClockTitle = De klok
  demoNow = Het is hier {date}.
  demoDay = Een dag verder
  demoWeek = Een week verder
  demoMonth = Dertig dagen verder
  demoMoved = De klok ging van {from} naar {to}. Intussen:
  demoEndedOne = {count} bericht verdween, omdat zijn termijn voorbij was.
  demoEndedMany = {count} berichten verdwenen, omdat hun termijn voorbij was.
  demoClockHint = Wie aangemeld is, moet daarna opnieuw aanmelden: ook een sessie wordt ouder.
  demoChannelsTitle = Andere toepassingen
  demoChannelsLead = Twee kleine toepassingen lezen uw eBox naast My eBox. Ze gebruiken alleen wat openbaar
    beschreven is.
  demoChannelAbsent = is niet gestart.
  demoCitizensTitle = Wie u kunt zijn
  demoCitizensLead = Kies een van deze nummers bij het aanmelden. De toestand is die van bij de start.
  demoActive = Actief
  demoNeverActivated = Nooit geactiveerd
  demoWithdrawn = Ingetrokken
  demoClosed = Gesloten
  demoSendersTitle = Wie berichten stuurt
  demoSendersLead = Sleutels en adressen staan in {file}, in de map van de demonstratie.
  demoNoAddress = Geen e-mailadres
  demoMailsLink = Verzonden mails
  demoMailsOne = Er vertrok {count} mail.
  demoMailsMany = Er vertrokken {count} mails.
  """
