let englishTexts = """
  skipToContent = Skip to content
  languages = Language
  sections = Sections
  footer = eBox is a free public service. Only you can read your messages.
  requestReference = Reference for the help desk:
  notFoundTitle = This page does not exist
  notFoundText = The address is not right, or the page has moved.
  faultTitle = Something went wrong on our side
  faultText = Your request could not be answered. Please try again in a few minutes. If it still does not
    work, give the reference below to the help desk.
  overloadedTitle = It is very busy right now
  overloadedText = Please try again in a few seconds. Nothing was lost.
  formExpiredTitle = This form is no longer valid
  formExpiredText = Nothing was done. Go back and try again.
  backToStart = Back to the start
  tryAgain = Try again
  myEBox = My eBox
  inbox = Messages
  myConsents = My consents
  signOut = Sign out
  signIn = Sign in
  startTitle = Your mail from public services, in one place
  startLead = In your eBox you safely receive messages from public services: decisions on premiums, permits,
    certificates, tax notices and invitations.
  startWhatTitle = What you can expect from eBox
  startWhatOne = Only you read your messages. Nobody looks over your shoulder.
  startWhatTwo = Every message shows who sent it and how long it stays available.
  startWhatThree = It is your choice to use eBox, and you can stop at any moment.
  startWhatFour = eBox is free.
  startHowTitle = How to begin
  startHowOne = Sign in with itsme or with your identity card.
  startHowTwo = The first time, give your consent on the provider’s page.
  startHowThree = Read and keep your messages.
  startSignInHint = You sign in at the provider of eBox and then come back here.
  inboxUnreadOne = {count} unread message
  inboxUnreadMany = {count} unread messages
  inboxTotalOne = {count} message in total
  inboxTotalMany = {count} messages in total
  inboxList = Messages, newest first
  inboxEmptyTitle = You have no messages yet
  inboxEmptyText = As soon as a public service sends you a message, it appears here. You do not have to do
    anything.
  inboxEmptyHint = Messages whose term is over are removed and no longer appear here.
  unread = Unread
  read = Read
  sender = Sender:
  received = Received:
  availableUntilDay = Available until the end of {date}
  availableUntilTime = Available until {date}
  lastDays = Removed soon
  registeredMail = Registered
  pages = Pages
  pageOf = Page {page} of {pages}
  newer = Newer messages
  older = Older messages
  backToInbox = Back to the messages
  messageDetails = About this message
  messageType = Kind of message
  sentBy = Sender
  senderContact = Questions about the content
  receivedOn = Received
  availableLabel = Availability
  readState = Read
  readSince = First opened on {date}
  notYetRead = Not opened yet
  textInNl = This text is in Dutch
  textInFr = This text is in French
  textInDe = This text is in German
  textInEn = This text is in English
  sentBeforeActivation = Sent before you activated your eBox
  paperToo = This message was sent before you activated your eBox. You also received it on paper.
  messageText = Text of the message
  documents = Documents
  mainDocument = Main document
  documentSigned = Signed
  openDocument = Open
  downloadDocument = Download
  openNewTab = (opens in a new tab)
  readHere = The document on this page
  readHereHint = Can’t see the document here? Open or download it with the buttons.
  showDocument = Read here
  showText = Show the text
  readingTells = When you open or download the main document, the sender receives a read confirmation.
  documentFrame = Content of {name}
  lastDaysNotice = This message will be removed soon. Download what you want to keep.
  bytesUnit = bytes
  kilobytesUnit = kB
  megabytesUnit = MB
  decimalComma = .
  messageGoneTitle = This message is not here (any more)
  messageGoneText = It is not in your eBox. Perhaps the term set by the sender is over, or the address is not
    right.
  contentGoneTitle = This document is not here
  contentGoneText = The message has no document or text at this address.
  channelNotLinkedTitle = My eBox is no longer linked
  channelNotLinkedText = You have not given My eBox access to your eBox, or you withdrew it. You are signed
    out. You can link My eBox again on the provider’s page.
  linkChannel = Link My eBox again
  boxNotActiveTitle = Your eBox is not active
  boxNotActiveText = You receive your mail on paper. To read it here, activate your eBox on the provider’s
    page.
  activate = Activate eBox
  assuranceTooLowTitle = Sign in with safer means
  assuranceTooLowText = To read your messages you have to sign in with itsme or with your identity card.
  signInHigher = Sign in again
  signInFailedTitle = Signing in did not succeed
  signInFailedText = It took too long, or it was begun in another window. Please try again.
  signInCancelledTitle = You are not signed in
  signInCancelledText = The sign-in was broken off or refused. Nothing changed in your eBox.
  signedOutTitle = You are signed out
  signedOutText = Close your browser too if others use this computer.
  sessionOverTitle = Your session is over
  sessionOverText = You were not active for a while. Sign in again to go on.
  unavailableTitle = Your messages can’t be reached for the moment
  unavailableText = The service that keeps your messages does not answer. Nothing is lost. Please try again
    later.
  providerName = eBox – your consents
  consentTitle = Activate your eBox
  consentLead = {channel} asks for your consent to use your eBox. First read what that means.
  consentMeans = What it means
  consentDigital = In principle you receive your messages from public services digitally only, no longer
    on paper.
  consentTransition = During a transition some senders keep sending paper too. The message then says so.
  consentAllSenders = Your consent covers all senders together, now and later.
  consentChannel = {channel} may show your messages for as long as your consent is in force.
  consentLegal = A message in your eBox has the same value as a letter. Periods can start to run with it,
    even if you do not open it.
  consentWithdrawable = You can withdraw your consent at any moment, here, under “My consents”. That takes
    effect at once.
  consentAccept = I give my consent
  consentDecline = I do not give my consent
  consentVersion = Text of version {version}
  ownConsentsLead = These applications may show your eBox. You can withdraw each consent at any moment.
  ownConsentsEmpty = You have no consent in force. Your eBox is not active: you receive your mail on
    paper.
  signedInAs = Signed in as {name}
  consentSince = Given on {date}
  consentWithdraw = Withdraw the consent for {channel}
  withdrawalTitle = Withdraw a consent
  withdrawalLead = You withdraw your consent for {channel}. From that moment {channel} sees nothing of
    your eBox any more.
  withdrawalLast = This is your last consent. After it your eBox is not active any more: you will receive
    new messages on paper, and you can read messages that you have not read only after activating your
    eBox again.
  withdrawalOther = Your eBox stays active in your other applications.
  withdrawalConfirm = Withdraw
  withdrawalKeep = Do not withdraw
  withdrawnTitle = Your consent is withdrawn
  withdrawnText = That holds from now on. You can always give your consent again.
  consentNotInForceTitle = This consent is not in force
  consentNotInForceText = You have no consent in force for this application. Perhaps you withdrew it
    already.
  linkWrongTitle = This link is not right
  linkWrongText = The application that sent you here asks for something that can’t be done. Nothing
    changed in your eBox. Go back to the application and begin again.
  boxClosedTitle = This eBox is closed
  boxClosedText = According to the register this eBox can’t be used any more. If that is not right,
    contact the helpdesk.
  identityProviderDownTitle = Signing in is not possible right now
  identityProviderDownText = The service where you sign in does not answer. Try again in a few minutes.
  mailCheckTitle = Was this mail from us?
  mailCheckLead = Every mail from eBox has a code in it. Enter it here to see whether the mail really came from
    eBox.
  mailCheckCode = Code of the mail
  mailCheckCodeHint = Twelve letters and digits, in groups of four, as in the mail.
  mailCheckAsk = Check
  mailCheckYes = Yes. We sent a mail with this code on {date}: {kind}.
  mailCheckYesAdvice = Are the day and your recognition phrase right too? Then the mail is genuine. If one of
    them is not, somebody copied the code: do not trust the mail.
  mailCheckNo = No. We sent no mail with this code.
  mailCheckNoAdvice = Check that you copied the code correctly. If it is correct, the mail did not come from
    eBox: click on nothing, open no attachment and do not answer.
  mailCheckKindMessages = a notice about messages in an eBox
  mailCheckKindCode = a mail to confirm an e-mail address
  mailCheckKindReplaced = a mail about a changed e-mail address
  mailCheckManyTitle = One moment
  mailCheckManyText = You checked many codes in a short time. Try again in a few minutes.
  mailCheckRulesTitle = How to recognise a mail from eBox
  mailCheckRuleLink = It never has a link in it, and never an attachment. You type the address that you know
    yourself.
  mailCheckRulePhrase = The recognition phrase of your profile is in it. Only you and eBox know it.
  mailCheckRuleAsk = eBox never asks by mail for a password, a PIN, a card number or money.
  mailCheckRuleReport = Forward a suspicious mail to suspicious@safeonweb.be, and then delete it.
  """
