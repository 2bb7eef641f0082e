/// The texts of My eBox beyond its first pages.
let dutchPortalTexts = """
  searchLabel = Zoeken in uw berichten
  searchHint = Onderwerp, afzender of soort bericht
  searchButton = Zoeken
  inboxViews = Welke berichten
  viewAll = Alle
  viewUnread = Ongelezen
  viewHidden = Verborgen
  filters = Filteren
  filterSender = Afzender
  filterType = Soort bericht
  filterFrom = Ontvangen vanaf
  filterTo = Ontvangen tot en met
  filterAllSenders = Alle afzenders
  filterAllTypes = Alle soorten
  filterApply = Toepassen
  filterClear = Zoekopdracht en filters wissen
  foundOne = {count} bericht gevonden
  foundMany = {count} berichten gevonden
  nothingFoundTitle = Niets gevonden
  nothingFoundText = Geen bericht past bij wat u zoekt. Probeer een ander woord, of wis de filters. De
    inhoud van documenten wordt niet doorzocht.
  nothingUnreadTitle = U hebt alles gelezen
  nothingUnreadText = Er zijn geen ongelezen berichten.
  nothingHiddenTitle = U hebt niets verborgen
  nothingHiddenText = Berichten die u verbergt, vindt u hier terug tot hun termijn voorbij is.
  providerMissing = De berichten van {name} kunnen nu niet getoond worden. Er gaat niets verloren: kijk straks
    opnieuw.
  dueAppeal = Beroep mogelijk tot en met {date}
  duePayment = Te betalen tot en met {date}
  dueAnswer = Te beantwoorden tot en met {date}
  dueAppearance = U wordt verwacht op {date}
  dueOver = De termijn eindigde op {date}
  dueCalendar = In mijn agenda zetten
  dueCalendarFile = termijn
  paymentTitle = Wat u moet betalen
  paymentAmount = Bedrag
  paymentVat = {amount}, waarvan {vat} btw
  paymentAccount = Rekening
  paymentBank = BIC
  paymentReference = Mededeling
  paymentHint = U betaalt zelf, bij uw bank. Uw eBox betaalt niets en vraagt nooit een bankcode.
  dueLabel = Termijn
  dueFrom = De termijn telt vanaf {date}, toen het bericht in uw eBox kwam, ook als u het niet opent.
  typePurpose = Waarvoor het dient
  typeGround = Wettelijke grond
  channelContact = Vragen over My eBox
  accessTitle = Wie dit bericht opende
  accessNobody = Nog niemand. Alleen u kunt het openen, in een toepassing die u koppelde.
  accessRead = Gelezen op {date} in {channel}: {content}
  accessOpened = Geopend op {date} in {channel}: {content}
  accessFetchedAhead = Vooraf opgehaald op {date} door {channel}, niet geopend: {content}
  accessShown = Gelezen op {date} in {channel}, uit de vooraf opgehaalde kopie: {content}
  accessHint = De afzender verneemt alleen wanneer u het hoofddocument voor het eerst opende, niet waar en
    niet hoe vaak.
  hideTitle = Opruimen
  hideHint = Verbergen haalt het bericht alleen uit uw lijst. Het blijft beschikbaar, en termijnen lopen
    gewoon door.
  hideMessage = Verbergen
  showMessage = Weer in de lijst tonen
  isHiddenNotice = U hebt dit bericht verborgen.
  hiddenBadge = Verborgen
  profile = Mijn profiel
  footerLinks = Over My eBox
  archiveTitle = Alles meenemen
  archiveLead = U krijgt één zip-bestand met al uw berichten en documenten, en een overzicht dat u zonder
    internet kunt openen.
  archiveMessages = Berichten
  archiveSize = Documenten samen
  archiveUnread = Nog ongelezen
  archiveReads = Wat u meeneemt, telt als gelezen. De afzenders van uw ongelezen berichten krijgen een
    leesbevestiging, en elk geopend document komt in de geschiedenis van zijn bericht.
  archiveStart = Alles downloaden
  archiveBreak = Breekt het downloaden af, bijvoorbeeld omdat u uw toestemming intrekt of u afmeldt, dan
    is het bestand niet volledig en opent het niet.
  archiveCareful = Bewaar het bestand op een veilige plaats: wie het heeft, kan alles lezen.
  archiveEmpty = Er is niets om mee te nemen: u hebt geen berichten.
  archiveFileName = document
  archiveTextName = bericht
  archiveFolder = berichten
  archiveIndexTitle = Uw eBox-berichten
  archiveIndexMade = Samengesteld op {date}
  archiveIndexFiles = De bestanden staan in de map naast deze pagina. Pak het zip-bestand eerst uit als
    een verwijzing niet opent.
  archiveReadByArchive = Geopend door dit bestand te maken
  help = Hulp
  helpLead = Antwoorden op wat het vaakst gevraagd wordt.
  helpReadQ = Wanneer is een bericht gelezen?
  helpReadA = Zodra u het hoofddocument opent of downloadt, of de tekst toont als die het bericht is. De
    afzender krijgt dan een leesbevestiging. De lijst bekijken telt niet.
  helpTermQ = Hoe lang blijft een bericht staan?
  helpTermA = Dat bepaalt de afzender. De laatste dag staat bij elk bericht. Daarna wordt het vanzelf en
    volledig verwijderd. Wat u langer wilt bewaren, downloadt u.
  helpDueQ = Loopt een termijn ook als ik niets open?
  helpDueA = Ja. Termijnen om te betalen of beroep aan te tekenen tellen vanaf de dag waarop het bericht
    in uw eBox kwam. Kijk dus geregeld, of geef in uw profiel een e-mailadres op.
  helpWhoQ = Wie kan mijn berichten lezen?
  helpWhoA = Alleen u, in de toepassingen die u zelf koppelde. Bij elk bericht ziet u wanneer en waar het
    werd geopend.
  helpStopQ = Hoe stop ik met eBox?
  helpStopA = Trek uw toestemming in onder “Mijn toestemmingen”. Dat geldt meteen; nieuwe post komt dan
    weer op papier.
  helpMailQ = Is deze mail wel van eBox?
  helpMailA = Een mail van eBox bevat nooit een link of iets uit een bericht. Er staat wel uw eigen zin
    in, en een code die u kunt nakijken.
  helpMailCheck = Een mail nakijken
  helpContactTitle = Nog een vraag?
  helpContactSender = Over de inhoud van een bericht: de afzender. Zijn contactgegevens staan bij het
    bericht.
  helpContactChannel = Over My eBox:
  accessibility = Toegankelijkheid
  accessibilityLead = Iedereen moet My eBox kunnen gebruiken. We bouwen het volgens WCAG 2.2, niveau AA,
    en EN 301 549.
  accessibilityDoesTitle = Wat u mag verwachten
  accessibilityDoesKeys = Alles werkt met het toetsenbord alleen, en u ziet altijd waar u bent.
  accessibilityDoesReader = Schermlezers krijgen koppen, lijsten en namen; de taal van elke tekst is
    aangegeven.
  accessibilityDoesZoom = Vergroten tot 400 %, een smal scherm, donkere kleuren en afdrukken: niets gaat
    verloren.
  accessibilityDoesScript = Het werkt zonder JavaScript.
  accessibilityLimitTitle = Wat niet in onze hand ligt
  accessibilityLimitText = De documenten maakt de afzender. Kunt u er een niet lezen, vraag de afzender
    dan om een toegankelijke versie; zijn contactgegevens staan bij het bericht.
  accessibilityTested = Elke pagina wordt bij elke wijziging automatisch nagekeken. Automatisch nakijken
    vindt niet alles.
  accessibilityTell = Loopt u ergens tegenaan? Zeg het ons:
  privacy = Privacy
  privacyLead = Wie verantwoordelijk is voor uw gegevens, wat er bewaard wordt, en bij wie u terechtkunt.
  privacyWhoTitle = Wie verantwoordelijk is
  privacySender = Voor een bericht en zijn documenten: de afzender ervan.
  privacyProvider = Voor toestemmingen, adressen, meldingen en de werking van eBox: {name}, de aanbieder.
  privacyKeeper = {name} bewaart de documenten, in opdracht van de afzenders en alleen volgens hun
    instructies.
  privacyKeptTitle = Wat bewaard wordt
  privacyKeptDocuments = Berichten en documenten: tot het einde van hun termijn, versleuteld. Daarna zijn
    ze weg, ook uit de reservekopieën.
  privacyKeptTrail = Wie wat wanneer verstuurde, opende of wijzigde: minstens tien jaar, zonder inhoud.
  privacyKeptSession = In uw browser: een cookie zolang u aangemeld bent, en een voor uw taal. Niets om u
    te volgen.
  privacyRightsTitle = Uw rechten
  privacyRightsText = U kunt vragen wat er over u bewaard wordt en een fout laten verbeteren. Uw berichten
    kunt u zelf meenemen; de geschiedenis staat bij elk bericht.
  privacyOfficer = Functionaris voor gegevensbescherming:
  privacyAuthority = Niet tevreden? U kunt een klacht indienen bij de Gegevensbeschermingsautoriteit.
  replyTitle = Antwoorden
  replyBack = Terug naar het bericht
  replyLead = Uw antwoord gaat naar de afzender, in diens eigen eBox. U krijgt een ontvangstbewijs en ziet
    wanneer de afzender het opende.
  replyText = Uw antwoord
  replyTextHint = Hoogstens {max} tekens.
  replyFiles = Bijlagen
  replyFilesHint = Hoogstens {max} bestanden, samen hoogstens 200 MB: PDF, tekst, HTML, XML, CSV, ZIP,
    OpenDocument of Office.
  replyFinal = Een antwoord kunt u niet wijzigen of terugnemen. De afzender ziet uw rijksregisternummer.
  replySend = Antwoord versturen
  replyCancel = Niet antwoorden
  replyWrong = Uw antwoord is niet verstuurd
  replyFilesAgain = Uw tekst staat er nog. Bijlagen moet u opnieuw kiezen.
  replyEmpty = Schrijf een antwoord, of voeg een bestand toe.
  replyTooLong = Uw antwoord heeft meer dan {max} tekens.
  replyMalformed = Er staan tekens in die niet verstuurd kunnen worden.
  replyTooManyFiles = U koos meer dan {max} bestanden.
  replyTooLarge = Een bestand mag hoogstens 100 MB groot zijn, en alle samen 200 MB.
  replyTooSlow = Het versturen duurde te lang. Probeer het met minder of kleinere bestanden.
  replyFileEmpty = {name} is leeg.
  replyFileType = {name} is geen bestand van een toegelaten soort.
  replyFileName = De naam van een bestand is te lang: {name}
  replyFileMalware = {name} bevat schadelijke software en werd niet verstuurd.
  replyFileUnfit = {name} kan niet geopend worden of vraagt een wachtwoord.
  replyFilesWrong = De bestanden kwamen niet goed aan. Kies ze opnieuw.
  replyNotTaken = De afzender neemt op dit bericht geen antwoord meer aan.
  replyUnknown = We weten nog niet of uw antwoord verzonden is. Uw tekst staat hieronder. Verzend het van
    hier opnieuw: het wordt maar één keer verzonden.
  replyOther = Uw eerste tekst is verzonden; hier staat het ontvangstbewijs. Wat u daarna veranderde, is niet
    verzonden. Verzendt u het nu, dan gaat het als een ander antwoord.
  replyTooMuch = Alles wat u op één dag in antwoorden verzendt, mag samen hoogstens {max} zijn. Kies minder of
    kleinere bestanden, of probeer het morgen opnieuw.
  replyTooOften = U antwoordde al {max} keer op dit bericht, meer kan niet.
  replyAtOnce = Er worden al {max} antwoorden van u verstuurd. Wacht tot er één verstuurd is en
    verstuur dit opnieuw.
  repliesTitle = Uw antwoorden
  repliesNone = De afzender laat toe dat u op dit bericht antwoordt.
  replyButton = Antwoorden
  replySentNotice = Uw antwoord is verstuurd. Het ontvangstbewijs staat hieronder.
  replySent = Antwoord verstuurd op {date}
  replyOpened = Door de afzender geopend op {date}
  replyUnopened = Nog niet geopend door de afzender
  replyReceipt = Ontvangstbewijs
  replyNumber = Nummer
  replyReceiptHint = Bij elk deel staat de vingerafdruk (SHA-256) van wat u verstuurde: daarmee kunt u later
    aantonen wat het was. Bewaar zelf een kopie.
  """
