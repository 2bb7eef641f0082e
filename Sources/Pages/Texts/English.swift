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
  registeredMail = Registered mail
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
  paperUntil = You also receive this message on paper: until {date} inclusive this sender also sends
    messages of this kind by letter.
  replacedNotice = The sender corrected this message with a newer one.
  replacedLink = Read the newer message
  replacesNotice = This message corrects an earlier one of the same sender.
  replacesLink = See the earlier message
  replacedBadge = Corrected by a newer message
  recalledOne = 1 message was taken back by its sender
  recalledMany = {count} messages were taken back by their senders
  recalledReason = Reason:
  recalledAfterBreach = This message was not meant for you. It was taken back after it had been opened.
  recalledHint = A sender can take a message back only as long as nobody has opened it. After that only
    where it reached the wrong person, and three people approve.
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
  signedOutElsewhere = Elsewhere in eBox, at your consents and your profile, you may still be signed in.
    Sign out there too if others use this device.
  sessionOverTitle = Your session is over
  sessionOverText = You were not active for a while, or access was withdrawn. Sign in again to go on.
  unavailableTitle = Your messages can’t be reached for the moment
  unavailableText = The service that keeps your messages does not answer. Nothing is lost. Please try again
    later.
  providerName = eBox – your consents
  consentTitle = Activate your eBox
  consentMeans = What it means
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
    new messages on paper.
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
  sectionProfile = Profile
  sectionSessions = Sign-ins
  sectionMailCheck = Was this mail from us?
  sessionsTitle = Where you are signed in
  sessionsLead = You do not recognise a sign-in? End it. That takes effect at once.
  sessionsHere = On these pages
  sessionOwn = This sign-in
  sessionSince = Signed in on {date}
  sessionSeen = Last used on {date}
  sessionEnd = Sign out: {name}
  sessionsChannels = In applications
  sessionsEndAll = Sign out everywhere
  sessionsEndChannels = In the applications too. Your consents stay in force.
  signedOutEverywhere = You are signed out everywhere.
  signedOutGoingOn = You are signed out here. We lead you on to sign you out at the service where you signed
    in as well.
  signOutThereToo = Sign out there too
  browserOnPhone = {name} on a phone
  browserOnTablet = {name} on a tablet
  browserOnComputer = {name} on a computer
  browserSomewhere = {name} on another device
  browserOther = Another browser
  historyTitle = History
  historyGiven = Consent given for {channel}
  historyWithdrawn = Consent withdrawn for {channel}
  historyClosed = eBox closed
  historyExclusiveChosen = Chosen: no paper copy
  historyExclusiveDropped = Paper copy allowed again
  historyExclusiveChosenBy = Chosen in {channel}: no paper copy
  historyExclusiveDroppedBy = Paper copy allowed again in {channel}
  historyLanguageChosenBy = Language of our mails chosen in {channel}: {language}
  acceptedTextTitle = What you accepted
  acceptedTextDigest = Fingerprint of this text (SHA-256):
  backToConsents = Back to my consents
  exclusiveTitle = Paper copy
  exclusiveLead = During a transition some senders still send paper beside your eBox. You can let them know
    that you do not want a paper copy.
  exclusiveIsChosen = You do not want a paper copy beside your eBox.
  exclusiveIsNotChosen = Senders may still send you a paper copy beside your eBox.
  exclusiveChoose = I do not want a paper copy
  exclusiveDrop = Allow paper copies again
  exclusiveKeep = Change nothing
  exclusiveChange = Change
  prefetchTitle = Fetching ahead
  prefetchLead = If you allow it, {channel} fetches your messages before you open them, for instance to show
    them without a connection. You choose that yourself, for each application apart.
  prefetchCopies = Copies of your messages then lie at {channel} before you open them.
  prefetchUnread = A message that was fetched ahead stays unread. {channel} must report when it shows you the
    copy. Only then does the sender learn that you read it.
  prefetchErase = {channel} must erase the copies when you turn this off, when you withdraw your consent, and
    when a message ends.
  prefetchSeen = With each message My eBox shows you who fetched it ahead, and when.
  prefetchIsOn = {channel} may fetch messages ahead.
  prefetchIsOff = {channel} may fetch nothing ahead.
  prefetchTurnOn = Allow fetching ahead
  prefetchTurnOff = Stop fetching ahead
  prefetchChange = Fetching ahead by {channel}
  historyPrefetchAllowed = Fetching ahead allowed for {channel}
  historyPrefetchEnded = Fetching ahead stopped for {channel}
  paperTitle = This goes back to paper
  paperOne = You have not yet read {count} message. The sender will know that it has to go on paper.
  paperMany = You have not yet read {count} messages. The senders will know that they have to go on paper.
  paperMore = And {count} more.
  paperNone = You have no unread messages. Nothing goes back to paper.
  paperUnknown = We can’t show right now which unread messages go back to paper. You can withdraw your
    consent all the same.
  withdrawalTakeOut = What was in your eBox already you can still take with you here until it expires.
  withdrawnLastText = That holds from now on. Your eBox is not active any more and you receive your mail on
    paper. What was there already you can still take with you here until it expires.
  takeOutTitle = Take your messages with you
  takeOutLead = These messages were in your eBox before you withdrew your last consent. You can still take
    them with you here until they expire. Opening them counts as reading.
  takeOutOpen = Show the messages
  takeOutEmpty = There is nothing left.
  takeOutArchive = Take everything in one file
  takeOutNotNowTitle = There is nothing to take with you
  takeOutNotNowText = This is possible only after you withdrew your last consent. As long as your eBox is
    active, you find your messages in your application.
  consentStillOne = Your eBox still holds {count} earlier message. You will see it again if you consent.
  consentStillMany = Your eBox still holds {count} earlier messages. You will see them again if you consent.
  paperDueTitle = These due dates go on
  paperDueText = You have read these messages already. Keep them if you still need them: it goes on on paper.
  # The provider: profile, address and notices.
  goOn = Continue
  profileTitle = My profile
  profileBack = To my profile
  profileSaved = Your choices are saved.
  profileChangedTitle = That has changed meanwhile
  profileChangedText = Your profile is no longer as it was on that page. Please look at it again.
  profileAddressTitle = E-mail address
  profileAddressNone = You have no e-mail address here. So nobody tells you when there is mail: look in
    your eBox regularly yourself. We advise you to give an address.
  profileAddressSince = Confirmed on {date}
  profileAddressWaiting = {address} is not confirmed yet.
  profileAddressUndeliverable = Mail to this address has come back since {date}. We send nothing there
    any more. Give another address, or confirm this one again.
  profileAddressGive = Give an address
  profileAddressChange = Change the address
  profileAddressRemove = Remove the address
  profileCodeEnter = Enter the code
  choicesTitle = How we tell you of mail
  choicesLanguage = Language of our mails
  choicesPace = When we write
  paceDaily = One mail a day, with everything that is new
  paceAtOnce = A mail at once when there is a message
  choicesHour = Hour of the daily mail
  choicesHourHint = Belgian time. Reminders come at this hour too.
  choicesNames = Say in the mails who the sender is
  choicesNotifier = Who tells you
  notifierMail = eBox, by e-mail
  notifierHint = If you choose an application, it tells you itself for as long as it is linked to your
    eBox, and we send no mails.
  notifierUnknown = This application can’t tell you (any more). Your choices are not saved.
  choicesSave = Save
  phraseTitle = Your own words
  phraseLead = Choose a few words that only you know. They stand in each of our mails, so that you
    recognise a false one.
  phraseLabel = Your words
  phraseHint = 4 to 60 characters, on one line, no web address. Never use a password.
  phraseSave = Save my words
  phraseRemove = Remove my words
  phraseTooShort = That is too short. Take at least 4 characters.
  phraseTooLong = That is too long. Take at most 60 characters.
  phraseHasControls = There is an invisible character in it. Type the words yourself, on one line.
  phraseHasLink = That looks like a web or e-mail address. Our mails never hold a link: choose ordinary
    words.
  addressAskTitle = Where may we write to you?
  addressAskLead = We send you an e-mail when there is mail in your eBox: at most one a day, and nothing
    of what it says.
  addressChangeTitle = Change your e-mail address
  addressChangeLead = We now use {address}. That stays so until you have confirmed the new address.
  addressLabel = E-mail address
  addressHint = We send a code of six digits to it.
  addressSend = Send the code
  addressInvalid = This is not an e-mail address. An example: jan@example.be
  addressSame = We already use this address.
  addressDeclineTitle = Rather no address?
  addressDeclineText = Then nobody tells you when there is mail, and you have to look in your eBox
    regularly yourself: periods can start to run without your knowing. We advise you to give an address.
  addressDecline = I give no address
  addressDeclinedTitle = You gave no address
  addressDeclinedText = So look in your eBox regularly yourself: nobody tells you when there is mail.
    You can give an address in your profile at any moment.
  addressSkip = Continue without changing
  addressSkippedTitle = You have no working address for now
  codeTitle = Confirm your e-mail address
  codeLead = We sent a code of six digits to {address}. It is good until {time}.
  codeLabel = Code
  codeHint = Six digits, from our last mail.
  codeConfirm = Confirm
  codeAgainTitle = No mail received?
  codeAgainText = Look among your unwanted mail too. After a minute you can ask for a new code; the one
    before is then not good any more.
  codeAgain = Send a new code
  codeOther = Another address
  codeSentAgain = A new code is on its way.
  codeTooSoon = Wait a minute before you ask for a new code.
  codesExhausted = We have sent many codes already. Try again in an hour.
  codeExpired = This code is not good any more. Ask for a new one.
  attemptsExhausted = You entered a wrong code too often. Ask for a new one.
  codeWrong = This code is not right. Attempts left: {count}.
  addressConfirmedTitle = Your address is confirmed
  addressConfirmedText = From now on we write to you when there is mail. In your profile you choose how
    and when.
  removeTitle = Remove your e-mail address
  removeLead = We forget {address}.
  removeConfirm = Remove
  removeKeep = Do not remove
  removedTitle = Your address is removed
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
