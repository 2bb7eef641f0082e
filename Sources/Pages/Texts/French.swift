let frenchTexts = """
  skipToContent = Aller au contenu
  languages = Langue
  sections = Rubriques
  footer = L’eBox est un service public gratuit. Vous seul pouvez lire vos messages.
  requestReference = Référence pour le helpdesk :
  notFoundTitle = Cette page n’existe pas
  notFoundText = L’adresse est incorrecte, ou la page a été déplacée.
  faultTitle = Un problème est survenu chez nous
  faultText = Nous n’avons pas pu répondre à votre demande. Réessayez dans quelques minutes. Si cela ne
    fonctionne toujours pas, communiquez la référence ci-dessous au helpdesk.
  overloadedTitle = Il y a beaucoup de monde en ce moment
  overloadedText = Réessayez dans quelques secondes. Rien n’a été perdu.
  formExpiredTitle = Ce formulaire n’est plus valable
  formExpiredText = Rien n’a été fait. Revenez en arrière et réessayez.
  backToStart = Retour au début
  tryAgain = Réessayer
  myEBox = My eBox
  inbox = Messages
  myConsents = Mes consentements
  signOut = Se déconnecter
  signIn = Se connecter
  startTitle = Votre courrier des services publics, en un seul endroit
  startLead = Dans votre eBox, vous recevez en toute sécurité les messages des services publics : décisions de
    primes, permis, attestations, impôts et invitations.
  startWhatTitle = Ce que vous pouvez attendre de l’eBox
  startWhatOne = Vous seul lisez vos messages. Personne d’autre n’y a accès.
  startWhatTwo = Chaque message indique de qui il vient et combien de temps il reste disponible.
  startWhatThree = Vous choisissez d’utiliser l’eBox, et vous pouvez arrêter à tout moment.
  startWhatFour = L’eBox est gratuite.
  startHowTitle = Pour commencer
  startHowOne = Connectez-vous avec itsme ou avec votre carte d’identité.
  startHowTwo = La première fois, donnez votre consentement sur la page du fournisseur.
  startHowThree = Lisez et conservez vos messages.
  startSignInHint = Vous vous connectez auprès du fournisseur de l’eBox, puis vous revenez ici.
  inboxUnreadOne = {count} message non lu
  inboxUnreadMany = {count} messages non lus
  inboxTotalOne = {count} message au total
  inboxTotalMany = {count} messages au total
  inboxList = Messages, du plus récent au plus ancien
  inboxEmptyTitle = Vous n’avez pas encore de messages
  inboxEmptyText = Dès qu’un service public vous envoie un message, il apparaît ici. Vous n’avez rien à faire.
  inboxEmptyHint = Les messages dont le délai est écoulé sont supprimés et n’apparaissent plus ici.
  unread = Non lu
  read = Lu
  sender = Expéditeur :
  received = Reçu :
  availableUntilDay = Disponible jusqu’au {date} inclus
  availableUntilTime = Disponible jusqu’au {date}
  lastDays = Bientôt supprimé
  registeredMail = Recommandé
  pages = Pages
  pageOf = Page {page} sur {pages}
  newer = Messages plus récents
  older = Messages plus anciens
  backToInbox = Retour aux messages
  messageDetails = Informations sur le message
  messageType = Type de message
  sentBy = Expéditeur
  senderContact = Questions sur le contenu
  receivedOn = Reçu
  availableLabel = Disponibilité
  readState = Lecture
  readSince = Ouvert pour la première fois le {date}
  notYetRead = Pas encore ouvert
  textInNl = Ce texte est en néerlandais
  textInFr = Ce texte est en français
  textInDe = Ce texte est en allemand
  textInEn = Ce texte est en anglais
  sentBeforeActivation = Envoyé avant l’activation de votre eBox
  paperToo = Ce message a été envoyé avant que vous n’activiez votre eBox. Vous l’avez aussi reçu sur papier.
  messageText = Texte du message
  documents = Documents
  mainDocument = Document principal
  documentSigned = Signé
  openDocument = Ouvrir
  downloadDocument = Télécharger
  openNewTab = (s’ouvre dans un nouvel onglet)
  readHere = Le document sur cette page
  readHereHint = Le document ne s’affiche pas ? Ouvrez-le ou téléchargez-le à l’aide des boutons.
  showDocument = Lire ici
  showText = Afficher le texte
  readingTells = Si vous ouvrez ou téléchargez le document principal, l’expéditeur reçoit une confirmation de
    lecture.
  documentFrame = Contenu de {name}
  lastDaysNotice = Ce message sera bientôt supprimé. Téléchargez ce que vous souhaitez conserver.
  bytesUnit = octets
  kilobytesUnit = ko
  megabytesUnit = Mo
  decimalComma = ,
  messageGoneTitle = Ce message n’est pas (ou plus) là
  messageGoneText = Il ne se trouve pas dans votre eBox. Le délai fixé par l’expéditeur est peut-être écoulé,
    ou l’adresse est incorrecte.
  contentGoneTitle = Ce document n’existe pas
  contentGoneText = Le message n’a pas de document ni de texte à cette adresse.
  channelNotLinkedTitle = My eBox n’est plus liée
  channelNotLinkedText = Vous n’avez pas donné à My eBox l’accès à votre eBox, ou vous l’avez retiré. Vous
    êtes déconnecté. Vous pouvez lier My eBox à nouveau sur la page du fournisseur.
  linkChannel = Lier My eBox à nouveau
  boxNotActiveTitle = Votre eBox n’est pas active
  boxNotActiveText = Vous recevez votre courrier sur papier. Pour le lire ici, activez votre eBox sur la page
    du fournisseur.
  activate = Activer l’eBox
  assuranceTooLowTitle = Connectez-vous avec un moyen plus sûr
  assuranceTooLowText = Pour lire vos messages, vous devez vous connecter avec itsme ou avec votre carte
    d’identité.
  signInHigher = Se connecter à nouveau
  signInFailedTitle = La connexion a échoué
  signInFailedText = La connexion a pris trop de temps ou a été commencée dans une autre fenêtre. Réessayez.
  signInCancelledTitle = Vous n’êtes pas connecté
  signInCancelledText = La connexion a été interrompue ou refusée. Rien n’a changé dans votre eBox.
  signedOutTitle = Vous êtes déconnecté
  signedOutText = Fermez aussi votre navigateur si d’autres personnes utilisent cet ordinateur.
  sessionOverTitle = Votre session est terminée
  sessionOverText = Vous êtes resté inactif un moment. Reconnectez-vous pour continuer.
  unavailableTitle = Vos messages sont momentanément inaccessibles
  unavailableText = Le service qui conserve vos messages ne répond pas. Rien n’est perdu. Réessayez plus tard.
  providerName = eBox – vos consentements
  consentTitle = Activer votre eBox
  consentLead = {channel} demande votre consentement pour utiliser votre eBox. Lisez d’abord ce que cela
    signifie.
  consentMeans = Ce que cela signifie
  consentDigital = Vous recevez en principe vos messages des services publics uniquement sous forme
    numérique, et plus sur papier.
  consentTransition = Certains expéditeurs envoient encore du papier pendant une période de transition. Le
    message l’indique alors.
  consentAllSenders = Votre consentement vaut pour tous les expéditeurs, maintenant et plus tard.
  consentChannel = {channel} peut montrer vos messages tant que votre consentement est en vigueur.
  consentLegal = Un message dans votre eBox a la même valeur qu’une lettre. Des délais peuvent commencer à
    courir, même si vous ne l’ouvrez pas.
  consentWithdrawable = Vous pouvez retirer votre consentement à tout moment, ici, sous « Mes
    consentements ». L’effet est immédiat.
  consentAccept = Je donne mon consentement
  consentDecline = Je ne donne pas mon consentement
  consentVersion = Texte de la version {version}
  ownConsentsLead = Ces applications peuvent montrer votre eBox. Vous pouvez retirer chaque consentement à
    tout moment.
  ownConsentsEmpty = Vous n’avez aucun consentement en vigueur. Votre eBox n’est pas active : vous recevez
    votre courrier sur papier.
  signedInAs = Connecté en tant que {name}
  consentSince = Donné le {date}
  consentWithdraw = Retirer le consentement pour {channel}
  withdrawalTitle = Retirer un consentement
  withdrawalLead = Vous retirez votre consentement pour {channel}. Dès ce moment, {channel} ne voit plus
    rien de votre eBox.
  withdrawalLast = C’est votre dernier consentement. Votre eBox ne sera plus active : vous recevrez les
    nouveaux messages sur papier, et vous ne pourrez lire les messages non lus qu’après avoir réactivé
    votre eBox.
  withdrawalOther = Votre eBox reste active dans vos autres applications.
  withdrawalConfirm = Retirer
  withdrawalKeep = Ne pas retirer
  withdrawnTitle = Votre consentement est retiré
  withdrawnText = L’effet est immédiat. Vous pouvez toujours donner à nouveau votre consentement.
  consentNotInForceTitle = Ce consentement n’est pas en vigueur
  consentNotInForceText = Vous n’avez pas de consentement en vigueur pour cette application. Vous l’avez
    peut-être déjà retiré.
  linkWrongTitle = Ce lien n’est pas correct
  linkWrongText = L’application qui vous a envoyé ici demande quelque chose d’impossible. Rien n’a changé
    dans votre eBox. Retournez à l’application et recommencez.
  boxClosedTitle = Cette eBox est fermée
  boxClosedText = Selon le registre, cette eBox ne peut plus être utilisée. Si ce n’est pas correct,
    contactez le helpdesk.
  identityProviderDownTitle = La connexion est impossible pour le moment
  identityProviderDownText = Le service auprès duquel vous vous connectez ne répond pas. Réessayez dans
    quelques minutes.
  mailCheckTitle = Ce courriel venait-il de nous ?
  mailCheckLead = Chaque courriel d’eBox contient un code. Introduisez-le ici : vous verrez si le courriel venait
    vraiment d’eBox.
  mailCheckCode = Code du courriel
  mailCheckCodeHint = Douze lettres et chiffres, par groupes de quatre, comme dans le courriel.
  mailCheckAsk = Vérifier
  mailCheckYes = Oui. Nous avons envoyé un courriel avec ce code le {date} : {kind}.
  mailCheckYesAdvice = Le jour et votre phrase de reconnaissance sont-ils exacts aussi ? Alors le courriel est
    authentique. Si l’un des deux ne l’est pas, quelqu’un a recopié le code : ne vous fiez pas au courriel.
  mailCheckNo = Non. Nous n’avons envoyé aucun courriel avec ce code.
  mailCheckNoAdvice = Vérifiez si vous avez bien recopié le code. S’il est exact, le courriel ne venait pas
    d’eBox : ne cliquez sur rien, n’ouvrez aucune pièce jointe et ne répondez pas.
  mailCheckKindMessages = un avis concernant des messages dans une eBox
  mailCheckKindCode = un courriel pour confirmer une adresse électronique
  mailCheckKindReplaced = un courriel concernant un changement d’adresse électronique
  mailCheckManyTitle = Un instant
  mailCheckManyText = Vous avez vérifié beaucoup de codes en peu de temps. Réessayez dans quelques minutes.
  mailCheckRulesTitle = Comment reconnaître un courriel d’eBox
  mailCheckRuleLink = Il ne contient jamais de lien ni de pièce jointe. Vous tapez vous-même l’adresse que vous
    connaissez.
  mailCheckRulePhrase = La phrase de reconnaissance de votre profil y figure. Seuls vous et eBox la connaissez.
  mailCheckRuleAsk = eBox ne demande jamais par courriel un mot de passe, un code pin, un numéro de carte ou de
    l’argent.
  mailCheckRuleReport = Transférez un courriel suspect à suspicious@safeonweb.be, puis supprimez-le.
  """
