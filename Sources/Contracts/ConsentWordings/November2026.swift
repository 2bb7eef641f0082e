import Vocabulary

extension ConsentWording {
  static let november2026 = version(
    "2026-11",
    [
      (
        .nl,
        """
        {channel} vraagt uw toestemming om uw eBox te gebruiken. Lees eerst wat dat betekent.
        U ontvangt uw berichten van overheidsdiensten in principe alleen nog digitaal, niet meer op \
        papier.
        Sommige afzenders sturen tijdens een overgang ook nog papier. Het bericht zegt het dan.
        Uw toestemming geldt voor alle afzenders samen, nu en later.
        {channel} kan uw berichten tonen zolang uw toestemming geldt.
        Een bericht in uw eBox heeft dezelfde waarde als een brief. Termijnen kunnen ermee beginnen, ook \
        als u het niet opent.
        U kunt uw toestemming op elk moment intrekken, hier, bij “Mijn toestemmingen”. Dat geldt meteen.
        """
      ),
      (
        .fr,
        """
        {channel} demande votre consentement pour utiliser votre eBox. Lisez d’abord ce que cela \
        signifie.
        Vous recevez en principe vos messages des services publics uniquement sous forme numérique, et \
        plus sur papier.
        Certains expéditeurs envoient encore du papier pendant une période de transition. Le message \
        l’indique alors.
        Votre consentement vaut pour tous les expéditeurs, maintenant et plus tard.
        {channel} peut montrer vos messages tant que votre consentement est en vigueur.
        Un message dans votre eBox a la même valeur qu’une lettre. Des délais peuvent commencer à courir, \
        même si vous ne l’ouvrez pas.
        Vous pouvez retirer votre consentement à tout moment, ici, sous « Mes consentements ». L’effet \
        est immédiat.
        """
      ),
      (
        .de,
        """
        {channel} bittet um Ihre Zustimmung, Ihre eBox zu nutzen. Lesen Sie zuerst, was das bedeutet.
        Sie erhalten Ihre Nachrichten von den Behörden grundsätzlich nur noch digital und nicht mehr auf \
        Papier.
        Einige Absender schicken während einer Übergangszeit weiterhin auch Papier. Die Nachricht sagt es \
        dann.
        Ihre Zustimmung gilt für alle Absender gemeinsam, jetzt und später.
        {channel} darf Ihre Nachrichten anzeigen, solange Ihre Zustimmung gilt.
        Eine Nachricht in Ihrer eBox hat denselben Wert wie ein Brief. Fristen können damit beginnen, \
        auch wenn Sie sie nicht öffnen.
        Sie können Ihre Zustimmung jederzeit hier unter „Meine Zustimmungen“ widerrufen. Das gilt sofort.
        """
      ),
      (
        .en,
        """
        {channel} asks for your consent to use your eBox. First read what that means.
        In principle you receive your messages from public services digitally only, no longer on paper.
        During a transition some senders keep sending paper too. The message then says so.
        Your consent covers all senders together, now and later.
        {channel} may show your messages for as long as your consent is in force.
        A message in your eBox has the same value as a letter. Periods can start to run with it, even if \
        you do not open it.
        You can withdraw your consent at any moment, here, under “My consents”. That takes effect at \
        once.
        """
      ),
    ])
}
