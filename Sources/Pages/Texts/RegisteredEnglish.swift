/// The texts about registered mail.
let englishRegisteredTexts = """
  registeredDecideBy = Accept or refuse up to {date}
  registeredAccepted = Accepted
  registeredRefused = Refused
  registeredUnanswered = Not accepted in time
  registeredNotDelivered = Not delivered
  registeredDecideTitle = Do you accept this registered mail?
  registeredDecideLead = You can read it only once you accept it. Until then nobody can open its text or
    its documents, and they are not shown here.
  registeredUntil = You can decide up to {date}.
  registeredIfAccept = If you accept
  registeredIfAcceptText = You can open the message at once. The sender learns when you accepted it.
  registeredIfRefuse = If you refuse
  registeredIfRefuseText = You can never open the message. The sender learns that you refused it, and
    when.
  registeredIfSilent = If you do nothing
  registeredIfSilentText = After the last moment to decide, the message can’t be opened any more. The
    sender learns that you did not decide in time.
  registeredProofText = In each of the three cases the sender and you get the same proof.
  registeredLawText = The law that applies decides what a refusal or silence means: it may count as if you
    had received the message. Ask the sender when you are not sure.
  registeredAccept = Accept
  registeredRefuse = Refuse
  registeredRefuseTitle = Refuse this registered mail?
  registeredRefuseFinal = You can’t undo a refusal.
  registeredRefuseConfirm = Yes, refuse it
  registeredRefuseKeep = Do not refuse
  registeredTitle = Registered mail
  registeredClosed = Its text and documents can’t be opened.
  registeredJustAccepted = You accepted this registered mail. You can open it now.
  registeredJustRefused = You refused this registered mail. The sender is told.
  registeredElsewhere = Nothing was changed: this was decided before, or the period was over. Below you
    see where it stands.
  factSubmission = Sent and taken in by eBox on {date}
  factNotification = In your eBox since {date}, waiting for your decision
  factAcceptance = Accepted by you on {date} in {channel}
  factRejection = Refused by you on {date} in {channel}
  factExpiry = The period to decide ended on {date} without a decision
  factConsignment = Delivered on {date}: from then on you could open it
  factNoConsent = Not delivered on {date}: your eBox was not active
  factConsentWithdrawn = Not delivered on {date}: your eBox was not active any more
  factHandover = First opened by you on {date} in {channel}
  proofsTitle = Proofs
  proofsLead = Of everything that happens to registered mail a sealed proof with a time stamp is made. The
    sender gets the same ones.
  proofDocument = Download the proof (XML)
  proofSeal = Download the seal (P7S)
  proofBeingMade = The proof is being made. Come back in a few minutes.
  proofOnceAccepted = You get this proof once you accept: it describes the content.
  proofsCheck = How to check a proof
  proofsUnknown = The proofs can’t be fetched now. Try again later.
  notAcceptedTitle = This registered mail is not open
  notAcceptedText = Its text and documents can’t be opened. Where it stands, and what you can do, is on the message.
  helpRegisteredQ = What is registered mail?
  helpRegisteredA = Important mail of which sender and recipient get proofs: when it was sent, delivered
    and opened. Some registered mail can be read only once you accept it; the last moment stands on the
    message. You can also refuse it, or do nothing: the sender learns that.
  helpProofsQ = How do I check a proof of registered mail?
  helpProofsA = Download the proof and its seal, and keep both: they stay valid without eBox. The proof
    says in XML what happened and when. The seal is an electronic signature over that very file, with a
    time stamp. Anybody can check both, without us, with a common program for signatures (CAdES) or with
    OpenSSL: then it shows who made the proof, when, and that not one letter was changed since.
  withdrawalRegistered = You also have registered mail that waits for your decision. If you withdraw now,
    it is not delivered: you can’t open it any more, and the sender is told.
  archiveAwaiting = You have not accepted it yet. That is why its text and documents are not here.
  archiveProof = proof
  archiveSeal = seal
  mailCheckKindRegistered = a notice about registered mail in an eBox
  """
