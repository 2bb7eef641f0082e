/// The texts about registered mail.
let germanRegisteredTexts = """
  registeredDecideBy = Bis einschließlich {date} annehmen oder ablehnen
  registeredAccepted = Angenommen
  registeredRefused = Abgelehnt
  registeredUnanswered = Nicht rechtzeitig angenommen
  registeredNotDelivered = Nicht zugestellt
  registeredDecideTitle = Nehmen Sie dieses Einschreiben an?
  registeredDecideLead = Sie können es erst lesen, wenn Sie es annehmen. Bis dahin kann niemand seinen
    Text oder seine Dokumente öffnen, und sie stehen hier nicht.
  registeredUntil = Sie können sich bis einschließlich {date} entscheiden.
  registeredIfAccept = Wenn Sie annehmen
  registeredIfAcceptText = Sie können die Nachricht sofort öffnen. Der Absender erfährt, wann Sie sie
    angenommen haben.
  registeredIfRefuse = Wenn Sie ablehnen
  registeredIfRefuseText = Sie können die Nachricht nie öffnen. Der Absender erfährt, dass Sie sie
    abgelehnt haben, und wann.
  registeredIfSilent = Wenn Sie nichts tun
  registeredIfSilentText = Nach dem letzten Zeitpunkt für die Entscheidung kann die Nachricht nicht mehr
    geöffnet werden. Der Absender erfährt, dass Sie sich nicht rechtzeitig entschieden haben.
  registeredProofText = In jedem der drei Fälle erhalten der Absender und Sie denselben Nachweis.
  registeredLawText = Was eine Ablehnung oder ein Schweigen bedeutet, bestimmt das geltende Recht: Es kann
    so zählen, als hätten Sie die Nachricht erhalten. Fragen Sie im Zweifel den Absender.
  registeredAccept = Annehmen
  registeredRefuse = Ablehnen
  registeredRefuseTitle = Dieses Einschreiben ablehnen?
  registeredRefuseFinal = Eine Ablehnung können Sie nicht rückgängig machen.
  registeredRefuseConfirm = Ja, ablehnen
  registeredRefuseKeep = Nicht ablehnen
  registeredTitle = Einschreiben
  registeredClosed = Sein Text und seine Dokumente können nicht geöffnet werden.
  registeredJustAccepted = Sie haben dieses Einschreiben angenommen. Sie können es jetzt öffnen.
  registeredJustRefused = Sie haben dieses Einschreiben abgelehnt. Der Absender wird informiert.
  registeredElsewhere = Es wurde nichts geändert: Es war schon entschieden, oder die Frist war abgelaufen.
    Unten sehen Sie, wie es darum steht.
  factSubmission = Gesendet und von eBox angenommen am {date}
  factNotification = In Ihrer eBox seit dem {date}, wartet auf Ihre Entscheidung
  factAcceptance = Von Ihnen angenommen am {date} in {channel}
  factRejection = Von Ihnen abgelehnt am {date} in {channel}
  factExpiry = Die Frist für die Entscheidung endete am {date} ohne Entscheidung
  factConsignment = Zugestellt am {date}: Von da an konnten Sie es öffnen
  factNoConsent = Nicht zugestellt am {date}: Ihre eBox war nicht aktiv
  factConsentWithdrawn = Nicht zugestellt am {date}: Ihre eBox war nicht mehr aktiv
  factHandover = Von Ihnen zum ersten Mal geöffnet am {date} in {channel}
  proofsTitle = Nachweise
  proofsLead = Von allem, was mit einem Einschreiben geschieht, wird ein versiegelter Nachweis mit
    Zeitstempel erstellt. Der Absender erhält dieselben.
  proofDocument = Nachweis herunterladen (XML)
  proofSeal = Siegel herunterladen (P7S)
  proofBeingMade = Der Nachweis wird gerade erstellt. Kommen Sie in einigen Minuten wieder.
  proofOnceAccepted = Diesen Nachweis erhalten Sie, sobald Sie annehmen: Er beschreibt den Inhalt.
  proofsCheck = So prüfen Sie einen Nachweis
  proofsUnknown = Die Nachweise können jetzt nicht abgerufen werden. Versuchen Sie es später noch einmal.
  notAcceptedTitle = Dieses Einschreiben ist nicht offen
  notAcceptedText = Sein Text und seine Dokumente lassen sich nicht öffnen. Wie es darum steht und was Sie tun können,
    steht bei der Nachricht.
  helpRegisteredQ = Was ist ein Einschreiben?
  helpRegisteredA = Wichtige Post, von der Absender und Empfänger Nachweise erhalten: wann sie gesendet,
    zugestellt und geöffnet wurde. Manche Einschreiben können Sie erst lesen, wenn Sie sie annehmen; der
    letzte Zeitpunkt steht bei der Nachricht. Sie können auch ablehnen oder nichts tun: Der Absender
    erfährt es.
  helpProofsQ = Wie prüfe ich den Nachweis eines Einschreibens?
  helpProofsA = Laden Sie den Nachweis und sein Siegel herunter und bewahren Sie beides auf: Sie bleiben
    ohne eBox gültig. Der Nachweis sagt in XML, was wann geschah. Das Siegel ist eine elektronische
    Signatur über genau diese Datei, mit einem Zeitstempel. Jeder kann beides ohne uns prüfen, mit einem
    üblichen Signaturprogramm (CAdES) oder mit OpenSSL: Dann zeigt sich, wer den Nachweis erstellt hat,
    wann, und dass seither kein Buchstabe geändert wurde.
  withdrawalRegistered = Sie haben auch Einschreiben, die auf Ihre Entscheidung warten. Wenn Sie jetzt
    widerrufen, werden sie nicht zugestellt: Sie können sie nicht mehr öffnen, und der Absender wird
    informiert.
  archiveAwaiting = Sie haben es noch nicht angenommen. Darum stehen sein Text und seine Dokumente nicht
    hier.
  archiveProof = Nachweis
  archiveSeal = Siegel
  mailCheckKindRegistered = eine Benachrichtigung über ein Einschreiben in einer eBox
  """
