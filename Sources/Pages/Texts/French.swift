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
  paperUntil = Vous recevez aussi ce message sur papier : cet expéditeur envoie encore ce type de message
    par lettre jusqu’au {date} inclus.
  replacedNotice = L’expéditeur a corrigé ce message par un message plus récent.
  replacedLink = Lire le message plus récent
  replacesNotice = Ce message corrige un message précédent du même expéditeur.
  replacesLink = Voir le message précédent
  replacedBadge = Corrigé par un message plus récent
  recalledOne = 1 message a été repris par son expéditeur
  recalledMany = {count} messages ont été repris par leur expéditeur
  recalledReason = Motif :
  recalledAfterBreach = Ce message ne vous était pas destiné. Il a été repris alors qu’il avait déjà été
    ouvert.
  recalledHint = Un expéditeur ne peut reprendre un message que tant que personne ne l’a ouvert.
    Ensuite, il ne le peut que si le message est arrivé chez la mauvaise personne et que trois personnes
    l’approuvent.
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
  signedOutElsewhere = Ailleurs dans eBox, auprès de vos consentements et de votre profil, vous pouvez
    encore être connecté. Déconnectez-vous-y aussi si d’autres personnes utilisent cet appareil.
  sessionOverTitle = Votre session est terminée
  sessionOverText = Vous êtes resté inactif un moment, ou l’accès a été retiré. Reconnectez-vous pour continuer.
  unavailableTitle = Vos messages sont momentanément inaccessibles
  unavailableText = Le service qui conserve vos messages ne répond pas. Rien n’est perdu. Réessayez plus tard.
  providerName = eBox – vos consentements
  consentTitle = Activer votre eBox
  consentMeans = Ce que cela signifie
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
    nouveaux messages sur papier.
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
  sectionProfile = Profil
  sectionSessions = Connexions
  sectionMailCheck = Ce courriel vient-il de nous ?
  sessionsTitle = Où vous êtes connecté
  sessionsLead = Vous ne reconnaissez pas une connexion ? Mettez-y fin. L’effet est immédiat.
  sessionsHere = Sur ces pages
  sessionOwn = Cette connexion
  sessionSince = Connecté le {date}
  sessionSeen = Dernière utilisation le {date}
  sessionEnd = Se déconnecter : {name}
  sessionsChannels = Dans les applications
  sessionsEndAll = Se déconnecter partout
  sessionsEndChannels = Aussi dans les applications. Vos consentements restent en vigueur.
  signedOutEverywhere = Vous êtes déconnecté partout.
  signedOutGoingOn = Vous êtes déconnecté ici. Nous vous redirigeons pour vous déconnecter aussi du service
    où vous vous êtes identifié.
  signOutThereToo = S’y déconnecter aussi
  browserOnPhone = {name} sur un téléphone
  browserOnTablet = {name} sur une tablette
  browserOnComputer = {name} sur un ordinateur
  browserSomewhere = {name} sur un autre appareil
  browserOther = Un autre navigateur
  historyTitle = Historique
  historyGiven = Consentement donné pour {channel}
  historyWithdrawn = Consentement retiré pour {channel}
  historyClosed = eBox fermée
  historyExclusiveChosen = Choisi : pas de copie papier
  historyExclusiveDropped = Copie papier de nouveau admise
  historyExclusiveChosenBy = Choisi dans {channel} : pas de copie papier
  historyExclusiveDroppedBy = Copie papier de nouveau admise dans {channel}
  historyLanguageChosenBy = Langue de nos mails choisie dans {channel} : {language}
  acceptedTextTitle = Ce que vous avez accepté
  acceptedTextDigest = Empreinte de ce texte (SHA-256) :
  backToConsents = Retour à mes consentements
  exclusiveTitle = Copie papier
  exclusiveLead = Pendant une transition, certains expéditeurs envoient encore du papier en plus de votre
    eBox. Vous pouvez leur faire savoir que vous ne voulez pas de copie papier.
  exclusiveIsChosen = Vous ne voulez pas de copie papier en plus de votre eBox.
  exclusiveIsNotChosen = Les expéditeurs peuvent encore vous envoyer une copie papier en plus de votre eBox.
  exclusiveChoose = Je ne veux pas de copie papier
  exclusiveDrop = Admettre de nouveau la copie papier
  exclusiveKeep = Ne rien changer
  exclusiveChange = Modifier
  prefetchTitle = Téléchargement d’avance
  prefetchLead = Si vous l’autorisez, {channel} télécharge vos messages avant que vous les ouvriez, par
    exemple pour les afficher sans connexion. C’est vous qui le choisissez, pour chaque application
    séparément.
  prefetchCopies = Des copies de vos messages se trouvent alors chez {channel} avant que vous les ouvriez.
  prefetchUnread = Un message téléchargé d’avance reste non lu. {channel} doit signaler le moment où la copie
    vous est affichée. C’est alors seulement que l’expéditeur apprend que vous l’avez lu.
  prefetchErase = {channel} doit effacer les copies quand vous désactivez ceci, quand vous retirez votre
    consentement et quand un message arrive à échéance.
  prefetchSeen = Pour chaque message, vous voyez dans My eBox qui l’a téléchargé d’avance et quand.
  prefetchIsOn = {channel} peut télécharger des messages d’avance.
  prefetchIsOff = {channel} ne peut rien télécharger d’avance.
  prefetchTurnOn = Autoriser le téléchargement d’avance
  prefetchTurnOff = Arrêter le téléchargement d’avance
  prefetchChange = Téléchargement d’avance par {channel}
  historyPrefetchAllowed = Téléchargement d’avance autorisé pour {channel}
  historyPrefetchEnded = Téléchargement d’avance arrêté pour {channel}
  paperTitle = Ceci retourne au papier
  paperOne = Vous n’avez pas encore lu {count} message. L’expéditeur saura qu’il doit l’envoyer sur papier.
  paperMany = Vous n’avez pas encore lu {count} messages. Les expéditeurs sauront qu’ils doivent les envoyer
    sur papier.
  paperMore = Et encore {count} autres.
  paperNone = Vous n’avez pas de messages non lus. Rien ne retourne au papier.
  paperUnknown = Nous ne pouvons pas montrer maintenant quels messages non lus retournent au papier. Vous
    pouvez retirer votre consentement malgré tout.
  withdrawalTakeOut = Ce qui se trouvait déjà dans votre eBox, vous pouvez encore l’emporter ici jusqu’à son
    expiration.
  withdrawnLastText = L’effet est immédiat. Votre eBox n’est plus active et vous recevez votre courrier sur
    papier. Ce qui s’y trouvait déjà, vous pouvez encore l’emporter ici jusqu’à son expiration.
  takeOutTitle = Emporter vos messages
  takeOutLead = Ces messages se trouvaient dans votre eBox avant le retrait de votre dernier consentement.
    Vous pouvez encore les emporter ici jusqu’à leur expiration. Les ouvrir vaut lecture.
  takeOutOpen = Montrer les messages
  takeOutEmpty = Il n’y a plus rien.
  takeOutArchive = Tout emporter en un seul fichier
  takeOutNotNowTitle = Il n’y a rien à emporter
  takeOutNotNowText = Ceci n’est possible qu’après le retrait de votre dernier consentement. Tant que votre
    eBox est active, vous trouvez vos messages dans votre application.
  consentStillOne = Votre eBox contient encore {count} message d’avant. Vous le reverrez si vous consentez.
  consentStillMany = Votre eBox contient encore {count} messages d’avant. Vous les reverrez si vous
    consentez.
  paperDueTitle = Ces délais continuent à courir
  paperDueText = Vous avez déjà lu ces messages. Conservez-les s’il vous les faut encore : la suite se fait sur papier.
  # The provider: profile, address and notices.
  goOn = Continuer
  profileTitle = Mon profil
  profileBack = Vers mon profil
  profileSaved = Vos choix sont enregistrés.
  profileChangedTitle = Cela a changé entre-temps
  profileChangedText = Votre profil n’est plus tel qu’il était sur cette page. Consultez-le à nouveau.
  profileAddressTitle = Adresse e-mail
  profileAddressNone = Vous n’avez pas d’adresse e-mail ici. Personne ne vous prévient donc quand il y a
    du courrier : consultez vous-même régulièrement votre eBox. Nous vous conseillons de donner une
    adresse.
  profileAddressSince = Confirmée le {date}
  profileAddressWaiting = {address} n’est pas encore confirmée.
  profileAddressUndeliverable = Les mails envoyés à cette adresse nous reviennent depuis le {date}. Nous
    n’y envoyons plus rien. Donnez une autre adresse, ou confirmez celle-ci à nouveau.
  profileAddressGive = Donner une adresse
  profileAddressChange = Changer l’adresse
  profileAddressRemove = Supprimer l’adresse
  profileCodeEnter = Saisir le code
  choicesTitle = Comment nous vous prévenons
  choicesLanguage = Langue de nos mails
  choicesPace = Quand nous vous écrivons
  paceDaily = Un mail par jour, avec tout ce qui est nouveau
  paceAtOnce = Un mail tout de suite, dès qu’il y a un message
  choicesHour = Heure du mail quotidien
  choicesHourHint = Heure belge. Les rappels arrivent aussi à cette heure.
  choicesNames = Indiquer l’expéditeur dans les mails
  choicesNotifier = Qui vous prévient
  notifierMail = eBox, par e-mail
  notifierHint = Si vous choisissez une application, elle vous prévient elle-même tant qu’elle est liée
    à votre eBox, et nous n’envoyons pas de mails.
  notifierUnknown = Cette application ne peut pas (ou plus) vous prévenir. Vos choix ne sont pas
    enregistrés.
  choicesSave = Enregistrer
  phraseTitle = Vos propres mots
  phraseLead = Choisissez quelques mots que vous seul connaissez. Ils figurent dans chacun de nos mails
    : vous reconnaissez ainsi un faux.
  phraseLabel = Vos mots
  phraseHint = 4 à 60 caractères, sur une ligne, pas d’adresse web. N’utilisez jamais un mot de passe.
  phraseSave = Enregistrer mes mots
  phraseRemove = Supprimer mes mots
  phraseTooShort = C’est trop court. Prenez au moins 4 caractères.
  phraseTooLong = C’est trop long. Prenez au plus 60 caractères.
  phraseHasControls = Il y a un caractère invisible. Tapez les mots vous-même, sur une ligne.
  phraseHasLink = Cela ressemble à une adresse web ou e-mail. Nos mails ne contiennent jamais de lien :
    choisissez des mots ordinaires.
  addressAskTitle = À quelle adresse pouvons-nous vous écrire ?
  addressAskLead = Nous vous envoyons un e-mail quand il y a du courrier dans votre eBox : au plus un
    par jour, et sans rien du contenu.
  addressChangeTitle = Changer votre adresse e-mail
  addressChangeLead = Nous utilisons actuellement {address}. Cela ne change pas tant que vous n’avez pas
    confirmé la nouvelle adresse.
  addressLabel = Adresse e-mail
  addressHint = Nous y envoyons un code de six chiffres.
  addressSend = Envoyer le code
  addressInvalid = Ce n’est pas une adresse e-mail. Un exemple : jean@exemple.be
  addressSame = Nous utilisons déjà cette adresse.
  addressDeclineTitle = Vous préférez ne pas donner d’adresse ?
  addressDeclineText = Personne ne vous prévient alors quand il y a du courrier, et vous devez consulter
    vous-même régulièrement votre eBox : des délais peuvent commencer à courir sans que vous le sachiez.
    Nous vous conseillons de donner une adresse.
  addressDecline = Je ne donne pas d’adresse
  addressDeclinedTitle = Vous n’avez pas donné d’adresse
  addressDeclinedText = Consultez donc vous-même régulièrement votre eBox : personne ne vous prévient
    quand il y a du courrier. Vous pouvez donner une adresse à tout moment dans votre profil.
  addressSkip = Continuer sans rien changer
  addressSkippedTitle = Vous n’avez pas d’adresse qui fonctionne pour le moment
  codeTitle = Confirmez votre adresse e-mail
  codeLead = Nous avons envoyé un code de six chiffres à {address}. Il est valable jusqu’au {time}.
  codeLabel = Code
  codeHint = Six chiffres, de notre dernier mail.
  codeConfirm = Confirmer
  codeAgainTitle = Pas reçu de mail ?
  codeAgainText = Regardez aussi dans vos courriers indésirables. Après une minute, vous pouvez demander
    un nouveau code ; le précédent n’est alors plus valable.
  codeAgain = Envoyer un nouveau code
  codeOther = Une autre adresse
  codeSentAgain = Un nouveau code est en route.
  codeTooSoon = Attendez une minute avant de demander un nouveau code.
  codesExhausted = Nous avons déjà envoyé beaucoup de codes. Réessayez dans une heure.
  codeExpired = Ce code n’est plus valable. Demandez-en un nouveau.
  attemptsExhausted = Vous avez saisi trop souvent un code erroné. Demandez-en un nouveau.
  codeWrong = Ce code n’est pas correct. Tentatives restantes : {count}.
  addressConfirmedTitle = Votre adresse est confirmée
  addressConfirmedText = Nous vous écrivons désormais quand il y a du courrier. Dans votre profil, vous
    choisissez comment et quand.
  removeTitle = Supprimer votre adresse e-mail
  removeLead = Nous oublions {address}.
  removeConfirm = Supprimer
  removeKeep = Ne pas supprimer
  removedTitle = Votre adresse est supprimée
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
