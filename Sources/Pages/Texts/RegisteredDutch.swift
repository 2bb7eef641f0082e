/// The texts about registered mail.
let dutchRegisteredTexts = """
  registeredDecideBy = Aanvaarden of weigeren tot en met {date}
  registeredAccepted = Aanvaard
  registeredRefused = Geweigerd
  registeredUnanswered = Niet op tijd aanvaard
  registeredNotDelivered = Niet bezorgd
  registeredDecideTitle = Aanvaardt u deze aangetekende zending?
  registeredDecideLead = U kunt ze pas lezen als u ze aanvaardt. Tot dan kan niemand haar tekst of haar
    documenten openen, en staan ze hier niet.
  registeredUntil = U kunt beslissen tot en met {date}.
  registeredIfAccept = Als u aanvaardt
  registeredIfAcceptText = U kunt het bericht meteen openen. De afzender verneemt wanneer u het
    aanvaardde.
  registeredIfRefuse = Als u weigert
  registeredIfRefuseText = U kunt het bericht nooit openen. De afzender verneemt dat u het weigerde, en
    wanneer.
  registeredIfSilent = Als u niets doet
  registeredIfSilentText = Na het laatste moment om te beslissen kan het bericht niet meer geopend worden.
    De afzender verneemt dat u niet op tijd besliste.
  registeredProofText = In elk van de drie gevallen krijgen de afzender en u hetzelfde bewijs.
  registeredLawText = Wat een weigering of stilzwijgen betekent, bepaalt de wet die geldt: het kan tellen
    alsof u het bericht ontving. Vraag het de afzender als u twijfelt.
  registeredAccept = Aanvaarden
  registeredRefuse = Weigeren
  registeredRefuseTitle = Deze aangetekende zending weigeren?
  registeredRefuseFinal = Een weigering kunt u niet ongedaan maken.
  registeredRefuseConfirm = Ja, weigeren
  registeredRefuseKeep = Niet weigeren
  registeredTitle = Aangetekende zending
  registeredClosed = De tekst en de documenten ervan kunnen niet geopend worden.
  registeredJustAccepted = U hebt deze aangetekende zending aanvaard. U kunt ze nu openen.
  registeredJustRefused = U hebt deze aangetekende zending geweigerd. De afzender verneemt dat.
  registeredElsewhere = Er is niets veranderd: er was al beslist, of de termijn was voorbij. Hieronder
    ziet u hoe het ermee staat.
  factSubmission = Verzonden en door eBox aangenomen op {date}
  factNotification = In uw eBox sinds {date}, in afwachting van uw beslissing
  factAcceptance = Door u aanvaard op {date} in {channel}
  factRejection = Door u geweigerd op {date} in {channel}
  factExpiry = De termijn om te beslissen liep af op {date}, zonder beslissing
  factConsignment = Bezorgd op {date}: vanaf toen kon u ze openen
  factNoConsent = Niet bezorgd op {date}: uw eBox was niet actief
  factConsentWithdrawn = Niet bezorgd op {date}: uw eBox was niet meer actief
  factHandover = Door u voor het eerst geopend op {date} in {channel}
  proofsTitle = Bewijzen
  proofsLead = Van alles wat met een aangetekende zending gebeurt, wordt een verzegeld bewijs met
    tijdstempel gemaakt. De afzender krijgt dezelfde.
  proofDocument = Bewijs downloaden (XML)
  proofSeal = Zegel downloaden (P7S)
  proofBeingMade = Het bewijs wordt gemaakt. Kom over enkele minuten terug.
  proofOnceAccepted = Dit bewijs krijgt u zodra u aanvaardt: het beschrijft de inhoud.
  proofsCheck = Hoe u een bewijs nakijkt
  proofsUnknown = De bewijzen kunnen nu niet opgehaald worden. Probeer het later opnieuw.
  notAcceptedTitle = Deze aangetekende zending is niet geopend
  notAcceptedText = Haar tekst en documenten kunnen niet geopend worden. Hoe het ermee staat en wat u kunt doen,
    staat bij het bericht.
  helpRegisteredQ = Wat is een aangetekende zending?
  helpRegisteredA = Belangrijke post waarvan afzender en ontvanger bewijzen krijgen: wanneer ze verzonden,
    bezorgd en geopend is. Sommige kunt u pas lezen als u ze aanvaardt; het laatste moment staat bij het
    bericht. U kunt ook weigeren of niets doen: de afzender verneemt dat.
  helpProofsQ = Hoe kijk ik een bewijs van een aangetekende zending na?
  helpProofsA = Download het bewijs en zijn zegel, en bewaar beide: ze blijven geldig zonder eBox. Het
    bewijs zegt in XML wat er gebeurde en wanneer. Het zegel is een elektronische handtekening over
    precies dat bestand, met een tijdstempel. Iedereen kan beide nakijken, zonder ons, met een gangbaar
    programma voor handtekeningen (CAdES) of met OpenSSL: dan blijkt wie het bewijs maakte, wanneer, en
    dat er sindsdien geen letter aan veranderd is.
  withdrawalRegistered = U hebt ook aangetekende zendingen die op uw beslissing wachten. Trekt u nu in,
    dan worden ze niet bezorgd: u kunt ze niet meer openen, en de afzender verneemt dat.
  archiveAwaiting = U hebt ze nog niet aanvaard. Daarom staan haar tekst en documenten hier niet.
  archiveProof = bewijs
  archiveSeal = zegel
  mailCheckKindRegistered = een melding over een aangetekende zending in een eBox
  """
