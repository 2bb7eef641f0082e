/// The texts about registered mail.
let frenchRegisteredTexts = """
  registeredDecideBy = À accepter ou à refuser jusqu’au {date} inclus
  registeredAccepted = Accepté
  registeredRefused = Refusé
  registeredUnanswered = Non accepté à temps
  registeredNotDelivered = Non remis
  registeredDecideTitle = Acceptez-vous cet envoi recommandé ?
  registeredDecideLead = Vous ne pourrez le lire qu’après l’avoir accepté. Jusque-là, personne ne peut
    ouvrir son texte ni ses documents, et ils ne sont pas affichés ici.
  registeredUntil = Vous pouvez décider jusqu’au {date} inclus.
  registeredIfAccept = Si vous acceptez
  registeredIfAcceptText = Vous pouvez ouvrir le message tout de suite. L’expéditeur apprend quand vous
    l’avez accepté.
  registeredIfRefuse = Si vous refusez
  registeredIfRefuseText = Vous ne pourrez jamais ouvrir le message. L’expéditeur apprend que vous l’avez
    refusé, et quand.
  registeredIfSilent = Si vous ne faites rien
  registeredIfSilentText = Après le dernier moment pour décider, le message ne peut plus être ouvert.
    L’expéditeur apprend que vous n’avez pas décidé à temps.
  registeredProofText = Dans chacun des trois cas, l’expéditeur et vous recevez la même preuve.
  registeredLawText = C’est la loi applicable qui dit ce que signifie un refus ou un silence : il peut
    valoir réception du message. En cas de doute, demandez-le à l’expéditeur.
  registeredAccept = Accepter
  registeredRefuse = Refuser
  registeredRefuseTitle = Refuser cet envoi recommandé ?
  registeredRefuseFinal = Un refus ne peut pas être annulé.
  registeredRefuseConfirm = Oui, refuser
  registeredRefuseKeep = Ne pas refuser
  registeredTitle = Envoi recommandé
  registeredClosed = Son texte et ses documents ne peuvent pas être ouverts.
  registeredJustAccepted = Vous avez accepté cet envoi recommandé. Vous pouvez maintenant l’ouvrir.
  registeredJustRefused = Vous avez refusé cet envoi recommandé. L’expéditeur en est informé.
  registeredElsewhere = Rien n’a changé : la décision était déjà prise, ou le délai était écoulé. Vous
    voyez ci-dessous où en est l’envoi.
  factSubmission = Envoyé et pris en charge par eBox le {date}
  factNotification = Dans votre eBox depuis le {date}, en attente de votre décision
  factAcceptance = Accepté par vous le {date} dans {channel}
  factRejection = Refusé par vous le {date} dans {channel}
  factExpiry = Le délai pour décider a pris fin le {date}, sans décision
  factConsignment = Remis le {date} : à partir de là, vous pouviez l’ouvrir
  factNoConsent = Non remis le {date} : votre eBox n’était pas active
  factConsentWithdrawn = Non remis le {date} : votre eBox n’était plus active
  factHandover = Ouvert par vous pour la première fois le {date} dans {channel}
  proofsTitle = Preuves
  proofsLead = Pour tout ce qui arrive à un envoi recommandé, une preuve scellée et horodatée est établie.
    L’expéditeur reçoit les mêmes.
  proofDocument = Télécharger la preuve (XML)
  proofSeal = Télécharger le sceau (P7S)
  proofBeingMade = La preuve est en cours d’établissement. Revenez dans quelques minutes.
  proofOnceAccepted = Vous recevez cette preuve dès que vous acceptez : elle décrit le contenu.
  proofsCheck = Comment vérifier une preuve
  proofsUnknown = Les preuves ne peuvent pas être obtenues maintenant. Réessayez plus tard.
  notAcceptedTitle = Cet envoi recommandé n’est pas ouvert
  notAcceptedText = Son texte et ses documents ne peuvent pas être ouverts. Où il en est et ce que vous pouvez faire
    figurent sur le message.
  helpRegisteredQ = Qu’est-ce qu’un envoi recommandé ?
  helpRegisteredA = Un courrier important dont l’expéditeur et le destinataire reçoivent des preuves :
    quand il a été envoyé, remis et ouvert. Certains ne peuvent être lus qu’après votre acceptation ; le
    dernier moment est indiqué dans le message. Vous pouvez aussi refuser ou ne rien faire : l’expéditeur
    l’apprend.
  helpProofsQ = Comment vérifier une preuve d’envoi recommandé ?
  helpProofsA = Téléchargez la preuve et son sceau, et conservez les deux : ils restent valables sans
    eBox. La preuve dit en XML ce qui s’est passé et quand. Le sceau est une signature électronique sur ce
    fichier précis, avec un horodatage. N’importe qui peut vérifier les deux, sans nous, avec un programme
    courant de signature (CAdES) ou avec OpenSSL : on voit alors qui a établi la preuve, quand, et que pas
    une lettre n’a changé depuis.
  withdrawalRegistered = Vous avez aussi des envois recommandés qui attendent votre décision. Si vous
    retirez maintenant votre consentement, ils ne sont pas remis : vous ne pourrez plus les ouvrir, et
    l’expéditeur en est informé.
  archiveAwaiting = Vous ne l’avez pas encore accepté. C’est pourquoi son texte et ses documents ne sont
    pas ici.
  archiveProof = preuve
  archiveSeal = sceau
  mailCheckKindRegistered = un avis concernant un envoi recommandé dans une eBox
  """
