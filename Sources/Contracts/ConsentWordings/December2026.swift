import Vocabulary

extension ConsentWording {
  static let december2026 = version(
    "2026-12",
    [
      (
        .nl,
        """
        {channel} vraagt uw toestemming om uw eBox te gebruiken. U beslist vrij. Lees eerst wat het \
        betekent.
        U ontvangt uw berichten van overheidsdiensten in principe alleen nog digitaal, niet meer op \
        papier.
        Sommige afzenders sturen tijdens een overgang ook nog papier. Het bericht zegt het dan.
        Uw toestemming geldt voor alle afzenders samen, nu en later.
        {channel} kan uw berichten tonen zolang uw toestemming geldt. U kunt meer dan één toepassing \
        toelaten.
        Een bericht in uw eBox heeft dezelfde waarde als een brief. Termijnen kunnen ermee beginnen, ook \
        als u het niet opent.
        De afzender bepaalt hoelang een bericht beschikbaar blijft. Bewaar zelf wat u langer nodig hebt.
        U kunt uw toestemming op elk moment intrekken, hier, bij “Mijn toestemmingen”. Dat geldt meteen.
        Trekt u uw laatste toestemming in, dan krijgt u uw post weer op papier. Wat er al stond, kunt u \
        hier nog meenemen tot het verloopt.
        eBox is gratis. Geeft u geen toestemming, dan verandert er niets: u krijgt uw post op papier.
        """
      ),
      (
        .fr,
        """
        {channel} demande votre consentement pour utiliser votre eBox. Vous décidez librement. Lisez \
        d’abord ce que cela signifie.
        Vous recevez en principe vos messages des services publics uniquement sous forme numérique, et \
        plus sur papier.
        Certains expéditeurs envoient encore du papier pendant une période de transition. Le message \
        l’indique alors.
        Votre consentement vaut pour tous les expéditeurs, maintenant et plus tard.
        {channel} peut montrer vos messages tant que votre consentement est en vigueur. Vous pouvez \
        autoriser plusieurs applications.
        Un message dans votre eBox a la même valeur qu’une lettre. Des délais peuvent commencer à courir, \
        même si vous ne l’ouvrez pas.
        L’expéditeur détermine combien de temps un message reste disponible. Conservez vous-même ce qu’il \
        vous faut plus longtemps.
        Vous pouvez retirer votre consentement à tout moment, ici, sous « Mes consentements ». L’effet \
        est immédiat.
        Si vous retirez votre dernier consentement, vous recevez à nouveau votre courrier sur papier. Ce \
        qui s’y trouvait déjà, vous pouvez encore l’emporter ici jusqu’à son expiration.
        eBox est gratuite. Sans votre consentement, rien ne change : vous recevez votre courrier sur \
        papier.
        """
      ),
      (
        .de,
        """
        {channel} bittet um Ihre Zustimmung, Ihre eBox zu nutzen. Sie entscheiden frei. Lesen Sie zuerst, \
        was das bedeutet.
        Sie erhalten Ihre Nachrichten von den Behörden grundsätzlich nur noch digital und nicht mehr auf \
        Papier.
        Einige Absender schicken während einer Übergangszeit weiterhin auch Papier. Die Nachricht sagt es \
        dann.
        Ihre Zustimmung gilt für alle Absender gemeinsam, jetzt und später.
        {channel} darf Ihre Nachrichten anzeigen, solange Ihre Zustimmung gilt. Sie können mehrere \
        Anwendungen zulassen.
        Eine Nachricht in Ihrer eBox hat denselben Wert wie ein Brief. Fristen können damit beginnen, \
        auch wenn Sie sie nicht öffnen.
        Der Absender bestimmt, wie lange eine Nachricht verfügbar bleibt. Bewahren Sie selbst auf, was \
        Sie länger brauchen.
        Sie können Ihre Zustimmung jederzeit hier unter „Meine Zustimmungen“ widerrufen. Das gilt sofort.
        Widerrufen Sie Ihre letzte Zustimmung, erhalten Sie Ihre Post wieder auf Papier. Was schon da \
        war, können Sie hier noch mitnehmen, bis es abläuft.
        eBox ist kostenlos. Ohne Ihre Zustimmung ändert sich nichts: Sie erhalten Ihre Post auf Papier.
        """
      ),
      (
        .en,
        """
        {channel} asks for your consent to use your eBox. You decide freely. First read what it means.
        In principle you receive your messages from public services digitally only, no longer on paper.
        During a transition some senders keep sending paper too. The message then says so.
        Your consent covers all senders together, now and later.
        {channel} may show your messages for as long as your consent is in force. You can allow more than \
        one application.
        A message in your eBox has the same value as a letter. Periods can start to run with it, even if \
        you do not open it.
        The sender decides how long a message stays available. Keep for yourself what you need for \
        longer.
        You can withdraw your consent at any moment, here, under “My consents”. That takes effect at \
        once.
        If you withdraw your last consent, you receive your mail on paper again. What was there already \
        you can still take with you here until it expires.
        eBox is free. If you do not consent, nothing changes: you receive your mail on paper.
        """
      ),
    ])
}
