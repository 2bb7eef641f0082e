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
  paperUntil = U krijgt dit bericht ook op papier: deze afzender stuurt dit soort berichten tot en met
    {date} ook per brief.
  replacedNotice = De afzender heeft dit bericht verbeterd met een nieuwer bericht.
  replacedLink = Lees het nieuwere bericht
  replacesNotice = Dit bericht verbetert een eerder bericht van dezelfde afzender.
  replacesLink = Bekijk het eerdere bericht
  replacedBadge = Verbeterd door een nieuwer bericht
  recalledOne = 1 bericht is door de afzender teruggenomen
  recalledMany = {count} berichten zijn door de afzender teruggenomen
  recalledReason = Reden:
  recalledAfterBreach = Dit bericht was niet voor u bestemd. Het is teruggenomen nadat het al was
    geopend.
  recalledHint = Een afzender kan een bericht alleen terugnemen zolang niemand het heeft geopend. Daarna
    kan dat alleen als het bij de verkeerde persoon terechtkwam en drie mensen ermee instemmen.
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
  signedOutElsewhere = Elders in eBox, bij uw toestemmingen en uw profiel, kunt u nog aangemeld zijn. Meld
    u daar ook af als anderen dit toestel gebruiken.
  sessionOverTitle = Uw sessie is voorbij
  sessionOverText = U was een tijdje niet actief, of de toegang werd ingetrokken. Meld u opnieuw aan om
    verder te gaan.
  unavailableTitle = Uw berichten zijn even niet bereikbaar
  unavailableText = De dienst die uw berichten bewaart, antwoordt niet. Er gaat niets verloren. Probeer het
    straks opnieuw.
  providerName = eBox – uw toestemmingen
  consentTitle = Uw eBox activeren
  consentMeans = Wat het betekent
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
    krijgt u op papier.
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
  sectionProfile = Profiel
  sectionSessions = Aanmeldingen
  sectionMailCheck = Was deze mail van ons?
  sessionsTitle = Waar u aangemeld bent
  sessionsLead = Herkent u een aanmelding niet? Beëindig ze. Dat geldt meteen.
  sessionsHere = Op deze pagina’s
  sessionOwn = Deze aanmelding
  sessionSince = Aangemeld op {date}
  sessionSeen = Laatst gebruikt op {date}
  sessionEnd = Afmelden: {name}
  sessionsChannels = In toepassingen
  sessionsEndAll = Overal afmelden
  sessionsEndChannels = Ook in de toepassingen. Uw toestemmingen blijven gelden.
  signedOutEverywhere = U bent overal afgemeld.
  signedOutGoingOn = U bent hier afgemeld. We sturen u door om u ook af te melden bij de dienst waar u zich
    aanmeldde.
  signOutThereToo = Daar ook afmelden
  browserOnPhone = {name} op een telefoon
  browserOnTablet = {name} op een tablet
  browserOnComputer = {name} op een computer
  browserSomewhere = {name} op een ander toestel
  browserOther = Een andere browser
  historyTitle = Geschiedenis
  historyGiven = Toestemming gegeven voor {channel}
  historyWithdrawn = Toestemming ingetrokken voor {channel}
  historyClosed = eBox afgesloten
  historyExclusiveChosen = Gekozen: geen papieren kopie
  historyExclusiveDropped = Papieren kopie weer toegelaten
  historyExclusiveChosenBy = Gekozen in {channel}: geen papieren kopie
  historyExclusiveDroppedBy = Papieren kopie weer toegelaten in {channel}
  historyLanguageChosenBy = Taal van onze mails gekozen in {channel}: {language}
  acceptedTextTitle = Wat u aanvaardde
  acceptedTextDigest = Vingerafdruk van deze tekst (SHA-256):
  backToConsents = Terug naar mijn toestemmingen
  exclusiveTitle = Papieren kopie
  exclusiveLead = Sommige afzenders sturen tijdens een overgang naast uw eBox ook nog papier. U kunt hun
    laten weten dat u geen papieren kopie wilt.
  exclusiveIsChosen = U wilt geen papieren kopie naast uw eBox.
  exclusiveIsNotChosen = Afzenders mogen u naast uw eBox nog een papieren kopie sturen.
  exclusiveChoose = Ik wil geen papieren kopie
  exclusiveDrop = Papieren kopie weer toelaten
  exclusiveKeep = Niets veranderen
  exclusiveChange = Veranderen
  prefetchTitle = Vooraf ophalen
  prefetchLead = Als u dat toelaat, haalt {channel} uw berichten op voor u ze opent, bijvoorbeeld om ze te
    tonen zonder verbinding. U kiest dat zelf, voor elke toepassing apart.
  prefetchCopies = Kopieën van uw berichten liggen dan bij {channel} nog voor u ze opent.
  prefetchUnread = Een bericht dat vooraf is opgehaald, blijft ongelezen. {channel} moet melden wanneer het
    u de kopie toont. Pas dan verneemt de afzender dat u het las.
  prefetchErase = {channel} moet de kopieën wissen wanneer u dit uitzet, wanneer u uw toestemming intrekt en
    wanneer een bericht afloopt.
  prefetchSeen = Bij elk bericht ziet u in My eBox wie het wanneer vooraf ophaalde.
  prefetchIsOn = {channel} mag berichten vooraf ophalen.
  prefetchIsOff = {channel} mag niets vooraf ophalen.
  prefetchTurnOn = Vooraf ophalen toelaten
  prefetchTurnOff = Vooraf ophalen stoppen
  prefetchChange = Vooraf ophalen door {channel}
  historyPrefetchAllowed = Vooraf ophalen toegelaten voor {channel}
  historyPrefetchEnded = Vooraf ophalen gestopt voor {channel}
  paperTitle = Dit gaat terug naar papier
  paperOne = {count} bericht hebt u nog niet gelezen. De afzender weet dat het nu op papier moet.
  paperMany = {count} berichten hebt u nog niet gelezen. De afzenders weten dat ze nu op papier moeten.
  paperMore = En nog {count} andere.
  paperNone = U hebt geen ongelezen berichten. Er gaat niets terug naar papier.
  paperUnknown = We kunnen nu niet tonen welke ongelezen berichten terug naar papier gaan. U kunt uw
    toestemming toch intrekken.
  withdrawalTakeOut = Wat al in uw eBox stond, kunt u hier nog meenemen tot het verloopt.
  withdrawnLastText = Dat geldt vanaf nu. Uw eBox is niet meer actief en u krijgt uw post op papier. Wat er
    al stond, kunt u hier nog meenemen tot het verloopt.
  takeOutTitle = Uw berichten meenemen
  takeOutLead = Deze berichten stonden in uw eBox voor u uw laatste toestemming introk. U kunt ze hier nog
    meenemen tot ze verlopen. Ze openen geldt als lezen.
  takeOutOpen = Berichten tonen
  takeOutEmpty = Er staat niets meer.
  takeOutArchive = Alles in één bestand meenemen
  takeOutNotNowTitle = Er is niets om mee te nemen
  takeOutNotNowText = Meenemen kan hier alleen na het intrekken van uw laatste toestemming. Zolang uw eBox
    actief is, vindt u uw berichten in uw toepassing.
  consentStillOne = In uw eBox staat nog {count} bericht van vroeger. U ziet het weer als u toestemt.
  consentStillMany = In uw eBox staan nog {count} berichten van vroeger. U ziet ze weer als u toestemt.
  paperDueTitle = Deze termijnen lopen door
  paperDueText = U las deze berichten al. Bewaar ze als u ze nog nodig hebt: verder gaat het op papier.
  # The provider: profile, address and notices.
  goOn = Verder
  profileTitle = Mijn profiel
  profileBack = Naar mijn profiel
  profileSaved = Uw keuzes zijn bewaard.
  profileChangedTitle = Dat is intussen veranderd
  profileChangedText = Uw profiel is niet meer zoals het op die pagina stond. Bekijk het opnieuw.
  profileAddressTitle = E-mailadres
  profileAddressNone = U hebt hier geen e-mailadres. Niemand verwittigt u dus als er post is: kijk zelf
    regelmatig in uw eBox. Wij raden u aan een adres te geven.
  profileAddressSince = Bevestigd op {date}
  profileAddressWaiting = {address} is nog niet bevestigd.
  profileAddressUndeliverable = Mail naar dit adres komt sinds {date} terug. Wij sturen er niets meer
    naartoe. Geef een ander adres, of bevestig dit adres opnieuw.
  profileAddressGive = Een adres geven
  profileAddressChange = Het adres veranderen
  profileAddressRemove = Het adres verwijderen
  profileCodeEnter = De code invullen
  choicesTitle = Hoe wij u verwittigen
  choicesLanguage = Taal van onze mails
  choicesPace = Wanneer wij mailen
  paceDaily = Eén mail per dag, met alles wat nieuw is
  paceAtOnce = Meteen een mail als er een bericht is
  choicesHour = Uur van de dagelijkse mail
  choicesHourHint = Belgische tijd. Ook herinneringen komen op dit uur.
  choicesNames = Zeg in de mails wie de afzender is
  choicesNotifier = Wie u verwittigt
  notifierMail = eBox, per e-mail
  notifierHint = Kiest u een toepassing, dan verwittigt die u zelf zolang ze aan uw eBox gekoppeld is,
    en mailen wij niet.
  notifierUnknown = Deze toepassing kan u niet (meer) verwittigen. Uw keuzes zijn niet bewaard.
  choicesSave = Bewaren
  phraseTitle = Uw eigen woorden
  phraseLead = Kies enkele woorden die alleen u kent. Ze staan in elke mail van ons, zodat u een valse
    mail herkent.
  phraseLabel = Uw woorden
  phraseHint = 4 tot 60 tekens, op één regel, geen webadres. Gebruik nooit een wachtwoord.
  phraseSave = Mijn woorden bewaren
  phraseRemove = Mijn woorden verwijderen
  phraseTooShort = Dat is te kort. Neem minstens 4 tekens.
  phraseTooLong = Dat is te lang. Neem hoogstens 60 tekens.
  phraseHasControls = Er staat een onzichtbaar teken in. Typ de woorden zelf, op één regel.
  phraseHasLink = Dat lijkt op een web- of e-mailadres. Onze mails bevatten nooit een link: kies gewone
    woorden.
  addressAskTitle = Op welk adres mogen wij u mailen?
  addressAskLead = Wij sturen u een e-mail als er post is in uw eBox: hoogstens één per dag, en zonder
    iets van de inhoud.
  addressChangeTitle = Uw e-mailadres veranderen
  addressChangeLead = Nu gebruiken wij {address}. Dat blijft zo tot u het nieuwe adres bevestigd hebt.
  addressLabel = E-mailadres
  addressHint = Wij sturen er een code van zes cijfers naartoe.
  addressSend = De code sturen
  addressInvalid = Dit is geen e-mailadres. Een voorbeeld: jan@voorbeeld.be
  addressSame = Dit adres gebruiken wij al.
  addressDeclineTitle = Liever geen adres?
  addressDeclineText = Dan verwittigt niemand u als er post is, en moet u zelf regelmatig in uw eBox
    kijken: termijnen kunnen beginnen zonder dat u het weet. Wij raden u aan een adres te geven.
  addressDecline = Ik geef geen adres
  addressDeclinedTitle = U hebt geen adres gegeven
  addressDeclinedText = Kijk dus zelf regelmatig in uw eBox: niemand verwittigt u als er post is. U kunt
    op elk moment een adres geven in uw profiel.
  addressSkip = Verder zonder te veranderen
  addressSkippedTitle = U hebt nu geen adres dat werkt
  codeTitle = Bevestig uw e-mailadres
  codeLead = Wij stuurden een code van zes cijfers naar {address}. Die geldt tot {time}.
  codeLabel = Code
  codeHint = Zes cijfers, uit onze laatste mail.
  codeConfirm = Bevestigen
  codeAgainTitle = Geen mail gekregen?
  codeAgainText = Kijk ook bij uw ongewenste mail. Na een minuut kunt u een nieuwe code vragen; de
    vorige geldt dan niet meer.
  codeAgain = Een nieuwe code sturen
  codeOther = Een ander adres
  codeSentAgain = Er is een nieuwe code onderweg.
  codeTooSoon = Wacht een minuut voor u een nieuwe code vraagt.
  codesExhausted = Wij stuurden al veel codes. Probeer het over een uur opnieuw.
  codeExpired = Deze code geldt niet meer. Vraag een nieuwe.
  attemptsExhausted = U hebt te vaak een verkeerde code ingevuld. Vraag een nieuwe.
  codeWrong = Deze code klopt niet. Pogingen die u nog hebt: {count}.
  addressConfirmedTitle = Uw adres is bevestigd
  addressConfirmedText = Wij mailen u voortaan als er post is. In uw profiel kiest u hoe en wanneer.
  removeTitle = Uw e-mailadres verwijderen
  removeLead = Wij vergeten {address}.
  removeConfirm = Verwijderen
  removeKeep = Niet verwijderen
  removedTitle = Uw adres is verwijderd
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
