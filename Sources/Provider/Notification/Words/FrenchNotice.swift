extension NoticeWords {
  static let french = NoticeWords(
    greeting: "Bonjour,",
    subjectNew: Counted(
      one: "Votre eBox : 1 nouveau message", many: "Votre eBox : {count} nouveaux messages"),
    subjectReminders: Counted(
      one: "Votre eBox : 1 message pas encore lu", many: "Votre eBox : {count} messages pas encore lus"),
    subjectBoth: "Votre eBox : messages nouveaux ({new}) et pas encore lus ({reminders})",
    newMessages: Counted(
      one: "Un nouveau message vous attend dans votre eBox.",
      many: "{count} nouveaux messages vous attendent dans votre eBox."),
    reminders: Counted(
      one: "Vous n’avez pas encore lu un message. Il disparaîtra à la fin de son délai.",
      many: "Vous n’avez pas encore lu {count} messages. Ils disparaîtront à la fin de leur délai."),
    unnamed: "Message", registered: frenchRegistered, readUntil: "à lire jusqu’au {date} inclus",
    removedAfter: "sera supprimé après le {date}",
    others: Counted(one: "et encore un", many: "et encore {count}"),
    howTitle: "Comment les lire",
    howText: "C’est à dessein que ce courriel ne contient aucun lien. Tapez vous-même dans votre navigateur "
      + "l’adresse d’eBox que vous connaissez, ou ouvrez l’application dans laquelle vous lisez votre eBox.",
    genuineTitle: "Ce courriel vient-il vraiment d’eBox ?", phraseLabel: "Votre phrase de reconnaissance",
    noPhrase:
      "Vous n’avez pas encore de phrase de reconnaissance. Choisissez-en une dans votre profil : elle "
      + "figurera dans chaque courriel d’eBox.",
    codeLabel: "Code de ce courriel",
    codeText: "Un doute ? Rendez-vous vous-même sur eBox et introduisez ce code sous « Ce courriel venait-il "
      + "de nous ? ».",
    warning: "eBox ne vous demande jamais par courriel un mot de passe, un code pin ou de l’argent.",
    footer: "Vous recevez ce courriel parce que votre eBox est active et que vous avez donné cette adresse. "
      + "Dans votre profil, vous choisissez si, quand et où vous recevez des courriels. Les réponses à ce "
      + "courriel ne sont pas lues.",
    addressFooter: "Les réponses à ce courriel ne sont pas lues.",
    addressCodeSubject: "Votre eBox : confirmez votre adresse électronique",
    addressCodeText:
      "Quelqu’un a donné cette adresse électronique pour son eBox. Était-ce vous ? Introduisez "
      + "alors ce code sur la page où vous avez donné l’adresse. Le code n’est valable que peu de temps.",
    addressCodeLabel: "Code de confirmation",
    addressCodeUnasked: "Ce n’était pas vous ? Vous ne devez rien faire. Ne donnez ce code à personne : eBox "
      + "non plus ne le demande jamais.",
    addressReplacedSubject: "Votre eBox : votre adresse électronique a changé",
    addressReplacedText:
      "Une autre adresse électronique a été confirmée pour votre eBox. Les courriels d’eBox "
      + "y sont désormais envoyés, et plus à cette adresse-ci.",
    addressReplacedUnasked:
      "Vous ne l’avez pas fait vous-même ? Rendez-vous tout de suite vous-même sur eBox, "
      + "identifiez-vous et vérifiez votre profil et vos sessions.",
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
      "novembre", "décembre",
    ], labelEnd: " :")
}

private let frenchRegistered = NoticeWords.Registered(
  subjectNew: "Votre eBox : un envoi recommandé",
  subjectToDecide: "Votre eBox : un envoi recommandé attend votre décision",
  subjectUnread: "Votre eBox : un envoi recommandé pas encore lu",
  subjectDecideSoon: "Votre eBox : décidez bientôt d’un envoi recommandé",
  new: "Un envoi recommandé vous attend dans votre eBox.",
  unread: "Un envoi recommandé vous attend encore dans votre eBox.",
  senderLabel: "Expéditeur",
  decide: "Vous pouvez l’accepter ou le refuser jusqu’au {date} inclus. Vous ne pourrez le "
    + "lire qu’après l’avoir accepté.",
  silence: "Si vous ne décidez pas à temps, vous ne pourrez plus l’ouvrir, et l’expéditeur "
    + "en sera informé.",
  removed: "Il sera supprimé après le {date}.",
  howTitle: "Comment l’ouvrir")
