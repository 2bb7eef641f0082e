/// The texts of My eBox beyond its first pages.
let frenchPortalTexts = """
  searchLabel = Rechercher dans vos messages
  searchHint = Objet, expéditeur ou type de message
  searchButton = Rechercher
  inboxViews = Quels messages
  viewAll = Tous
  viewUnread = Non lus
  viewHidden = Masqués
  filters = Filtrer
  filterSender = Expéditeur
  filterType = Type de message
  filterFrom = Reçu à partir du
  filterTo = Reçu jusqu’au
  filterAllSenders = Tous les expéditeurs
  filterAllTypes = Tous les types
  filterApply = Appliquer
  filterClear = Effacer la recherche et les filtres
  foundOne = {count} message trouvé
  foundMany = {count} messages trouvés
  nothingFoundTitle = Aucun résultat
  nothingFoundText = Aucun message ne correspond à votre recherche. Essayez un autre mot ou effacez les
    filtres. Le contenu des documents n’est pas parcouru.
  nothingUnreadTitle = Vous avez tout lu
  nothingUnreadText = Il n’y a aucun message non lu.
  nothingHiddenTitle = Vous n’avez rien masqué
  nothingHiddenText = Les messages que vous masquez se retrouvent ici jusqu’à la fin de leur délai.
  providerMissing = Les messages de {name} ne peuvent pas être affichés pour le moment. Rien n’est
    perdu : revenez un peu plus tard.
  dueAppeal = Recours possible jusqu’au {date} inclus
  duePayment = À payer jusqu’au {date} inclus
  dueAnswer = Réponse attendue jusqu’au {date} inclus
  dueAppearance = Vous êtes attendu le {date}
  dueOver = Le délai a pris fin le {date}
  dueCalendar = Ajouter à mon agenda
  dueCalendarFile = delai
  paymentTitle = Ce que vous devez payer
  paymentAmount = Montant
  paymentVat = {amount}, dont {vat} de TVA
  paymentAccount = Compte
  paymentBank = BIC
  paymentReference = Communication
  paymentHint = Vous payez vous-même, auprès de votre banque. Votre eBox ne paie rien et ne demande jamais de code bancaire.
  dueLabel = Délai
  dueFrom = Le délai court à partir du {date}, jour où le message est arrivé dans votre eBox, même si vous
    ne l’ouvrez pas.
  typePurpose = À quoi il sert
  typeGround = Base légale
  channelContact = Questions sur My eBox
  accessTitle = Qui a ouvert ce message
  accessNobody = Personne pour l’instant. Vous seul pouvez l’ouvrir, dans une application que vous avez
    liée.
  accessRead = Lu le {date} dans {channel} : {content}
  accessOpened = Ouvert le {date} dans {channel} : {content}
  accessFetchedAhead = Téléchargé d’avance le {date} par {channel}, pas ouvert : {content}
  accessShown = Lu le {date} dans {channel}, dans la copie téléchargée d’avance : {content}
  accessHint = L’expéditeur apprend seulement quand vous avez ouvert le document principal pour la
    première fois, ni où ni combien de fois.
  hideTitle = Ranger
  hideHint = Masquer retire seulement le message de votre liste. Il reste disponible et les délais
    continuent de courir.
  hideMessage = Masquer
  showMessage = Réafficher dans la liste
  isHiddenNotice = Vous avez masqué ce message.
  hiddenBadge = Masqué
  profile = Mon profil
  footerLinks = À propos de My eBox
  archiveTitle = Tout emporter
  archiveLead = Vous recevez un seul fichier zip avec tous vos messages et documents, et un aperçu que
    vous pouvez ouvrir sans internet.
  archiveMessages = Messages
  archiveSize = Taille des documents
  archiveUnread = Encore non lus
  archiveReads = Ce que vous emportez compte comme lu. Les expéditeurs de vos messages non lus reçoivent
    une confirmation de lecture, et chaque document ouvert figure dans l’historique de son message.
  archiveStart = Tout télécharger
  archiveBreak = Si le téléchargement s’interrompt, par exemple parce que vous retirez votre consentement
    ou vous déconnectez, le fichier est incomplet et ne s’ouvre pas.
  archiveCareful = Conservez le fichier en lieu sûr : qui le possède peut tout lire.
  archiveEmpty = Il n’y a rien à emporter : vous n’avez aucun message.
  archiveFileName = document
  archiveTextName = message
  archiveFolder = messages
  archiveIndexTitle = Vos messages eBox
  archiveIndexMade = Établi le {date}
  archiveIndexFiles = Les fichiers se trouvent dans le dossier à côté de cette page. Si un lien ne s’ouvre
    pas, décompressez d’abord le fichier zip.
  archiveReadByArchive = Ouvert en établissant ce fichier
  help = Aide
  helpLead = Les réponses aux questions les plus fréquentes.
  helpReadQ = Quand un message est-il lu ?
  helpReadA = Dès que vous ouvrez ou téléchargez le document principal, ou affichez le texte lorsqu’il
    constitue le message. L’expéditeur reçoit alors une confirmation de lecture. Consulter la liste ne
    compte pas.
  helpTermQ = Combien de temps un message reste-t-il ?
  helpTermA = C’est l’expéditeur qui le détermine. Le dernier jour figure sur chaque message. Ensuite, il
    est supprimé automatiquement et entièrement. Téléchargez ce que vous souhaitez garder plus longtemps.
  helpDueQ = Un délai court-il même si je n’ouvre rien ?
  helpDueA = Oui. Les délais de paiement ou de recours courent à partir du jour où le message est arrivé
    dans votre eBox. Consultez-la donc régulièrement, ou indiquez une adresse e-mail dans votre profil.
  helpWhoQ = Qui peut lire mes messages ?
  helpWhoA = Vous seul, dans les applications que vous avez vous-même liées. Chaque message indique quand
    et où il a été ouvert.
  helpStopQ = Comment arrêter l’eBox ?
  helpStopA = Retirez votre consentement sous « Mes consentements ». C’est immédiat ; le nouveau courrier
    arrive alors à nouveau sur papier.
  helpMailQ = Ce mail vient-il vraiment de l’eBox ?
  helpMailA = Un mail de l’eBox ne contient jamais de lien ni rien d’un message. Il contient bien votre
    phrase personnelle, et un code que vous pouvez vérifier.
  helpMailCheck = Vérifier un mail
  helpContactTitle = Une autre question ?
  helpContactSender = Sur le contenu d’un message : l’expéditeur. Ses coordonnées figurent sur le message.
  helpContactChannel = Sur My eBox :
  accessibility = Accessibilité
  accessibilityLead = Tout le monde doit pouvoir utiliser My eBox. Nous le construisons selon WCAG 2.2,
    niveau AA, et EN 301 549.
  accessibilityDoesTitle = Ce que vous pouvez attendre
  accessibilityDoesKeys = Tout fonctionne au clavier seul, et vous voyez toujours où vous êtes.
  accessibilityDoesReader = Les lecteurs d’écran reçoivent titres, listes et noms ; la langue de chaque
    texte est indiquée.
  accessibilityDoesZoom = Agrandissement jusqu’à 400 %, écran étroit, couleurs sombres et impression :
    rien ne se perd.
  accessibilityDoesScript = Tout fonctionne sans JavaScript.
  accessibilityLimitTitle = Ce qui ne dépend pas de nous
  accessibilityLimitText = Les documents sont établis par l’expéditeur. Si vous ne pouvez pas en lire un,
    demandez-lui une version accessible ; ses coordonnées figurent sur le message.
  accessibilityTested = Chaque page est contrôlée automatiquement à chaque modification. Un contrôle
    automatique ne trouve pas tout.
  accessibilityTell = Vous rencontrez un obstacle ? Dites-le-nous :
  privacy = Vie privée
  privacyLead = Qui est responsable de vos données, ce qui est conservé, et à qui vous adresser.
  privacyWhoTitle = Qui est responsable
  privacySender = Pour un message et ses documents : son expéditeur.
  privacyProvider = Pour les consentements, les adresses, les notifications et le fonctionnement de l’eBox
    : {name}, le fournisseur.
  privacyKeeper = {name} conserve les documents, pour le compte des expéditeurs et uniquement selon leurs
    instructions.
  privacyKeptTitle = Ce qui est conservé
  privacyKeptDocuments = Messages et documents : jusqu’à la fin de leur délai, chiffrés. Ensuite ils
    disparaissent, y compris des sauvegardes.
  privacyKeptTrail = Qui a envoyé, ouvert ou modifié quoi et quand : au moins dix ans, sans contenu.
  privacyKeptSession = Dans votre navigateur : un cookie tant que vous êtes connecté, et un pour votre
    langue. Rien pour vous suivre.
  privacyRightsTitle = Vos droits
  privacyRightsText = Vous pouvez demander ce qui est conservé à votre sujet et faire corriger une erreur.
    Vous pouvez emporter vous-même vos messages ; l’historique figure sur chaque message.
  privacyOfficer = Délégué à la protection des données :
  privacyAuthority = Pas satisfait ? Vous pouvez introduire une plainte auprès de l’Autorité de protection
    des données.
  replyTitle = Répondre
  replyBack = Retour au message
  replyLead = Votre réponse va à l’expéditeur, dans sa propre eBox. Vous recevez un accusé de réception et
    vous voyez quand l’expéditeur l’a ouverte.
  replyText = Votre réponse
  replyTextHint = {max} caractères au plus.
  replyFiles = Annexes
  replyFilesHint = {max} fichiers au plus, 200 Mo au plus ensemble : PDF, texte, HTML, XML, CSV, ZIP,
    OpenDocument ou Office.
  replyFinal = Une réponse ne peut être ni modifiée ni reprise. L’expéditeur voit votre numéro de registre
    national.
  replySend = Envoyer la réponse
  replyCancel = Ne pas répondre
  replyWrong = Votre réponse n’a pas été envoyée
  replyFilesAgain = Votre texte est toujours là. Les annexes doivent être choisies à nouveau.
  replyEmpty = Écrivez une réponse ou ajoutez un fichier.
  replyTooLong = Votre réponse a plus de {max} caractères.
  replyMalformed = Elle contient des caractères qui ne peuvent pas être envoyés.
  replyTooManyFiles = Vous avez choisi plus de {max} fichiers.
  replyTooLarge = Un fichier peut avoir 100 Mo au plus, et tous ensemble 200 Mo.
  replyTooSlow = L’envoi a duré trop longtemps. Essayez avec moins de fichiers ou des fichiers plus petits.
  replyFileEmpty = {name} est vide.
  replyFileType = {name} n’est pas un fichier d’un type accepté.
  replyFileName = Le nom d’un fichier est trop long : {name}
  replyFileMalware = {name} contient un logiciel malveillant et n’a pas été envoyé.
  replyFileUnfit = {name} ne peut pas être ouvert ou demande un mot de passe.
  replyFilesWrong = Les fichiers ne sont pas bien arrivés. Choisissez-les à nouveau.
  replyNotTaken = L’expéditeur n’accepte plus de réponse à ce message.
  replyUnknown = Nous ne savons pas encore si votre réponse a été envoyée. Votre texte est conservé ci-
    dessous. Renvoyez-la d’ici : elle ne sera envoyée qu’une fois.
  replyOther = Votre premier texte a été envoyé ; voici l’accusé de réception. Ce que vous avez changé depuis
    n’a pas été envoyé. Si vous l’envoyez maintenant, ce sera une autre réponse.
  replyTooMuch = Tout ce que vous envoyez en réponse le même jour peut faire {max} au plus. Envoyez moins de
    fichiers ou des fichiers plus petits, ou réessayez demain.
  replyTooOften = Vous avez déjà répondu {max} fois à ce message, c’est le maximum.
  replyAtOnce = {max} de vos réponses sont déjà en cours d’envoi. Attendez qu’une soit envoyée,
    puis renvoyez celle-ci.
  repliesTitle = Vos réponses
  repliesNone = L’expéditeur permet que vous répondiez à ce message.
  replyButton = Répondre
  replySentNotice = Votre réponse a été envoyée. L’accusé de réception se trouve ci-dessous.
  replySent = Réponse envoyée le {date}
  replyOpened = Ouverte par l’expéditeur le {date}
  replyUnopened = Pas encore ouverte par l’expéditeur
  replyReceipt = Accusé de réception
  replyNumber = Numéro
  replyReceiptHint = À côté de chaque partie se trouve l’empreinte (SHA-256) de ce que vous avez envoyé : elle
    permet de montrer plus tard ce que c’était. Gardez vous-même une copie.
  """
