let dutchTexts = """
  skipToContent = Naar de inhoud
  languages = Taal
  sections = Onderdelen
  footer = eBox is een gratis dienst van de overheid. Alleen u kunt uw berichten lezen.
  requestReference = Referentie voor de helpdesk:
  notFoundTitle = Deze pagina bestaat niet
  notFoundText = Het adres klopt niet, of de pagina is verplaatst.
  faultTitle = Er ging iets mis bij ons
  faultText = Uw vraag kon niet worden beantwoord. Probeer het over enkele minuten opnieuw. Lukt het dan nog
    niet, geef dan de referentie hieronder door aan de helpdesk.
  overloadedTitle = Het is nu erg druk
  overloadedText = Probeer het over enkele seconden opnieuw. Er is niets verloren gegaan.
  formExpiredTitle = Dit formulier is niet meer geldig
  formExpiredText = Er is niets gebeurd. Ga terug en probeer het opnieuw.
  backToStart = Naar het begin
  tryAgain = Opnieuw proberen
  myEBox = My eBox
  inbox = Berichten
  myConsents = Mijn toestemmingen
  signOut = Afmelden
  signIn = Aanmelden
  startTitle = Uw post van de overheid, op één plaats
  startLead = In uw eBox ontvangt u veilig berichten van overheidsdiensten: beslissingen over premies,
    vergunningen, attesten, belastingbrieven en uitnodigingen.
  startWhatTitle = Wat u van eBox mag verwachten
  startWhatOne = Alleen u leest uw berichten. Niemand kijkt mee.
  startWhatTwo = Elk bericht toont van wie het komt en hoelang het beschikbaar blijft.
  startWhatThree = U kiest zelf of u eBox gebruikt, en u kunt op elk moment stoppen.
  startWhatFour = eBox is gratis.
  startHowTitle = Zo begint u
  startHowOne = Meld u aan met itsme of met uw identiteitskaart.
  startHowTwo = Geef de eerste keer uw toestemming op de pagina van de aanbieder.
  startHowThree = Lees en bewaar uw berichten.
  startSignInHint = U meldt zich aan bij de aanbieder van eBox en komt daarna hier terug.
  inboxUnreadOne = {count} ongelezen bericht
  inboxUnreadMany = {count} ongelezen berichten
  inboxTotalOne = {count} bericht in totaal
  inboxTotalMany = {count} berichten in totaal
  inboxList = Berichten, nieuwste eerst
  inboxEmptyTitle = U hebt nog geen berichten
  inboxEmptyText = Zodra een overheidsdienst u een bericht stuurt, staat het hier. U hoeft daar niets voor te
    doen.
  inboxEmptyHint = Berichten waarvan de termijn voorbij is, worden verwijderd en staan hier niet meer.
  unread = Ongelezen
  read = Gelezen
  sender = Afzender:
  received = Ontvangen:
  availableUntilDay = Beschikbaar tot en met {date}
  availableUntilTime = Beschikbaar tot {date}
  lastDays = Binnenkort verwijderd
  registeredMail = Aangetekend
  pages = Bladzijden
  pageOf = Bladzijde {page} van {pages}
  newer = Nieuwere berichten
  older = Oudere berichten
  backToInbox = Terug naar de berichten
  messageDetails = Gegevens van het bericht
  messageType = Soort bericht
  sentBy = Afzender
  senderContact = Vragen over de inhoud
  receivedOn = Ontvangen
  availableLabel = Beschikbaar
  readState = Gelezen
  readSince = Voor het eerst geopend op {date}
  notYetRead = Nog niet geopend
  textInNl = Deze tekst is in het Nederlands
  textInFr = Deze tekst is in het Frans
  textInDe = Deze tekst is in het Duits
  textInEn = Deze tekst is in het Engels
  sentBeforeActivation = Verstuurd voor u uw eBox activeerde
  paperToo = Dit bericht is verstuurd voor u uw eBox activeerde. U kreeg het ook op papier.
  messageText = Tekst van het bericht
  documents = Documenten
  mainDocument = Hoofddocument
  documentSigned = Ondertekend
  openDocument = Openen
  downloadDocument = Downloaden
  openNewTab = (opent in een nieuw tabblad)
  readHere = Document op deze pagina
  readHereHint = Ziet u het document hier niet? Open of download het dan met de knoppen.
  showDocument = Hier lezen
  showText = Tekst tonen
  readingTells = Als u het hoofddocument opent of downloadt, krijgt de afzender een leesbevestiging.
  documentFrame = Inhoud van {name}
  lastDaysNotice = Dit bericht wordt binnenkort verwijderd. Download wat u wilt bewaren.
  bytesUnit = bytes
  kilobytesUnit = kB
  megabytesUnit = MB
  decimalComma = ,
  messageGoneTitle = Dit bericht is er niet (meer)
  messageGoneText = Het staat niet in uw eBox. Misschien is de termijn voorbij die de afzender bepaalde, of
    klopt het adres niet.
  contentGoneTitle = Dit document is er niet
  contentGoneText = Het bericht heeft geen document of tekst op dit adres.
  channelNotLinkedTitle = My eBox is niet meer gekoppeld
  channelNotLinkedText = U hebt My eBox geen toegang (meer) gegeven tot uw eBox. U bent afgemeld. U kunt My
    eBox opnieuw koppelen op de pagina van de aanbieder.
  linkChannel = My eBox opnieuw koppelen
  boxNotActiveTitle = Uw eBox is niet actief
  boxNotActiveText = U krijgt uw post op papier. Wilt u ze hier lezen, activeer dan uw eBox op de pagina van
    de aanbieder.
  activate = eBox activeren
  assuranceTooLowTitle = Meld u aan met een veiliger middel
  assuranceTooLowText = Om uw berichten te lezen, moet u zich aanmelden met itsme of met uw identiteitskaart.
  signInHigher = Opnieuw aanmelden
  signInFailedTitle = Het aanmelden is niet gelukt
  signInFailedText = De aanmelding duurde te lang, of werd in een ander venster begonnen. Probeer het opnieuw.
  signInCancelledTitle = U bent niet aangemeld
  signInCancelledText = De aanmelding werd afgebroken of geweigerd. Er is niets veranderd aan uw eBox.
  signedOutTitle = U bent afgemeld
  signedOutText = Sluit ook uw browser als anderen deze computer gebruiken.
  sessionOverTitle = Uw sessie is voorbij
  sessionOverText = U was een tijdje niet actief. Meld u opnieuw aan om verder te gaan.
  unavailableTitle = Uw berichten zijn even niet bereikbaar
  unavailableText = De dienst die uw berichten bewaart, antwoordt niet. Er gaat niets verloren. Probeer het
    straks opnieuw.
  providerName = eBox – uw toestemmingen
  consentTitle = Uw eBox activeren
  consentLead = {channel} vraagt uw toestemming om uw eBox te gebruiken. Lees eerst wat dat betekent.
  consentMeans = Wat het betekent
  consentDigital = U ontvangt uw berichten van overheidsdiensten in principe alleen nog digitaal, niet
    meer op papier.
  consentTransition = Sommige afzenders sturen tijdens een overgang ook nog papier. Het bericht zegt het
    dan.
  consentAllSenders = Uw toestemming geldt voor alle afzenders samen, nu en later.
  consentChannel = {channel} kan uw berichten tonen zolang uw toestemming geldt.
  consentLegal = Een bericht in uw eBox heeft dezelfde waarde als een brief. Termijnen kunnen ermee
    beginnen, ook als u het niet opent.
  consentWithdrawable = U kunt uw toestemming op elk moment intrekken, hier, bij “Mijn toestemmingen”. Dat
    geldt meteen.
  consentAccept = Ik geef mijn toestemming
  consentDecline = Ik geef geen toestemming
  consentVersion = Tekst van versie {version}
  ownConsentsLead = Deze toepassingen mogen uw eBox tonen. U kunt elke toestemming op elk moment
    intrekken.
  ownConsentsEmpty = U hebt geen toestemming die geldt. Uw eBox is niet actief: u ontvangt uw post op
    papier.
  signedInAs = Aangemeld als {name}
  consentSince = Gegeven op {date}
  consentWithdraw = Toestemming voor {channel} intrekken
  withdrawalTitle = Toestemming intrekken
  withdrawalLead = U trekt uw toestemming voor {channel} in. {channel} ziet vanaf dat moment niets meer
    van uw eBox.
  withdrawalLast = Dit is uw laatste toestemming. Uw eBox is daarna niet meer actief: nieuwe berichten
    krijgt u op papier, en berichten die u nog niet las, kunt u pas weer lezen als u uw eBox opnieuw
    activeert.
  withdrawalOther = Uw eBox blijft actief in uw andere toepassingen.
  withdrawalConfirm = Intrekken
  withdrawalKeep = Niet intrekken
  withdrawnTitle = Uw toestemming is ingetrokken
  withdrawnText = Dat geldt vanaf nu. U kunt altijd opnieuw toestemming geven.
  consentNotInForceTitle = Deze toestemming geldt niet
  consentNotInForceText = Er is geen toestemming van u voor deze toepassing die nu geldt. Misschien trok u
    ze al in.
  linkWrongTitle = Deze link klopt niet
  linkWrongText = De toepassing die u hierheen stuurde, vraagt iets dat niet kan. Uw eBox is niet
    veranderd. Ga terug naar de toepassing en begin opnieuw.
  boxClosedTitle = Deze eBox is gesloten
  boxClosedText = Volgens het register kan deze eBox niet meer gebruikt worden. Klopt dat niet, neem dan
    contact op met de helpdesk.
  identityProviderDownTitle = Aanmelden lukt nu niet
  identityProviderDownText = De dienst waar u zich aanmeldt, antwoordt niet. Probeer het over enkele
    minuten opnieuw.
  mailCheckTitle = Was deze mail van ons?
  mailCheckLead = In elke mail van eBox staat een code. Vul ze hier in: u ziet dan of de mail echt van eBox
    kwam.
  mailCheckCode = Code van de mail
  mailCheckCodeHint = Twaalf letters en cijfers, in groepen van vier, zoals in de mail.
  mailCheckAsk = Nakijken
  mailCheckYes = Ja. Wij stuurden op {date} een mail met deze code: {kind}.
  mailCheckYesAdvice = Kloppen ook de dag en uw herkenningszin? Dan is de mail echt. Klopt er één niet, dan
    heeft iemand de code overgeschreven: vertrouw de mail dan niet.
  mailCheckNo = Nee. Wij stuurden geen mail met deze code.
  mailCheckNoAdvice = Kijk na of u de code juist overschreef. Is ze juist, dan kwam de mail niet van eBox: klik
    nergens op, open geen bijlage en antwoord niet.
  mailCheckKindMessages = een melding over berichten in een eBox
  mailCheckKindCode = een mail om een e-mailadres te bevestigen
  mailCheckKindReplaced = een mail over een gewijzigd e-mailadres
  mailCheckManyTitle = Even wachten
  mailCheckManyText = U keek in korte tijd veel codes na. Probeer het over enkele minuten opnieuw.
  mailCheckRulesTitle = Zo herkent u een mail van eBox
  mailCheckRuleLink = Er staat nooit een link in, en nooit een bijlage. U typt zelf het adres dat u kent.
  mailCheckRulePhrase = De herkenningszin uit uw profiel staat erin. Alleen u en eBox kennen die.
  mailCheckRuleAsk = eBox vraagt nooit per mail om een wachtwoord, een pincode, een kaartnummer of geld.
  mailCheckRuleReport = Een verdachte mail stuurt u door naar suspicious@safeonweb.be. Verwijder hem daarna.
  """
