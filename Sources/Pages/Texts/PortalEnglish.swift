/// The texts of My eBox beyond its first pages.
let englishPortalTexts = """
  searchLabel = Search your messages
  searchHint = Subject, sender or kind of message
  searchButton = Search
  inboxViews = Which messages
  viewAll = All
  viewUnread = Unread
  viewHidden = Hidden
  filters = Filter
  filterSender = Sender
  filterType = Kind of message
  filterFrom = Received from
  filterTo = Received up to
  filterAllSenders = All senders
  filterAllTypes = All kinds
  filterApply = Apply
  filterClear = Clear search and filters
  foundOne = {count} message found
  foundMany = {count} messages found
  nothingFoundTitle = Nothing found
  nothingFoundText = No message fits what you are looking for. Try another word, or clear the filters. The
    content of documents is not searched.
  nothingUnreadTitle = You have read everything
  nothingUnreadText = There are no unread messages.
  nothingHiddenTitle = You have hidden nothing
  nothingHiddenText = Messages that you hide stay here until their term is over.
  providerMissing = The messages of {name} can’t be shown at the moment. Nothing is lost: look again later.
  dueAppeal = You can appeal up to {date}
  duePayment = To be paid by {date}
  dueAnswer = To be answered by {date}
  dueAppearance = You are expected on {date}
  dueOver = The term ended on {date}
  dueCalendar = Add to my calendar
  dueCalendarFile = due-date
  paymentTitle = What you have to pay
  paymentAmount = Amount
  paymentVat = {amount}, of which {vat} VAT
  paymentAccount = Account
  paymentBank = BIC
  paymentReference = Communication
  paymentHint = You pay yourself, at your bank. Your eBox pays nothing and never asks for a bank code.
  dueLabel = Due date
  dueFrom = The term runs from {date}, when the message came into your eBox, even if you do not open it.
  typePurpose = What it is for
  typeGround = Legal ground
  channelContact = Questions about My eBox
  accessTitle = Who opened this message
  accessNobody = Nobody yet. Only you can open it, in an application that you linked.
  accessRead = Read on {date} in {channel}: {content}
  accessOpened = Opened on {date} in {channel}: {content}
  accessFetchedAhead = Fetched ahead on {date} by {channel}, not opened: {content}
  accessShown = Read on {date} in {channel}, in the copy that was fetched ahead: {content}
  accessHint = The sender learns only when you first opened the main document, not where and not how
    often.
  hideTitle = Tidy up
  hideHint = Hiding only takes the message out of your list. It stays available, and terms go on running.
  hideMessage = Hide
  showMessage = Show in the list again
  isHiddenNotice = You have hidden this message.
  hiddenBadge = Hidden
  profile = My profile
  footerLinks = About My eBox
  archiveTitle = Take everything with me
  archiveLead = You get one zip file with all your messages and documents, and an overview that you can
    open without the internet.
  archiveMessages = Messages
  archiveSize = Documents together
  archiveUnread = Still unread
  archiveReads = What you take counts as read. The senders of your unread messages receive a read
    confirmation, and each document opened is listed in the history of its message.
  archiveStart = Download everything
  archiveBreak = If the download breaks off, for instance because you withdraw your consent or sign out,
    the file is not complete and does not open.
  archiveCareful = Keep the file in a safe place: whoever has it can read everything.
  archiveEmpty = There is nothing to take: you have no messages.
  archiveFileName = document
  archiveTextName = message
  archiveFolder = messages
  archiveIndexTitle = Your eBox messages
  archiveIndexMade = Made on {date}
  archiveIndexFiles = The files are in the folder beside this page. If a link does not open, unpack the
    zip file first.
  archiveReadByArchive = Opened by making this file
  help = Help
  helpLead = Answers to what is asked most.
  helpReadQ = When is a message read?
  helpReadA = As soon as you open or download the main document, or show the text where that is the
    message. The sender then receives a read confirmation. Looking at the list does not count.
  helpTermQ = How long does a message stay?
  helpTermA = The sender decides that. The last day stands on every message. After it the message is
    removed by itself and completely. Download what you want to keep longer.
  helpDueQ = Does a term run even if I open nothing?
  helpDueA = Yes. Terms to pay or to appeal run from the day on which the message came into your eBox. So
    look regularly, or give an e-mail address in your profile.
  helpWhoQ = Who can read my messages?
  helpWhoA = Only you, in the applications that you linked yourself. Every message shows when and where it
    was opened.
  helpStopQ = How do I stop using eBox?
  helpStopA = Withdraw your consent under “My consents”. That takes effect at once; new mail then comes on
    paper again.
  helpMailQ = Was this mail really from eBox?
  helpMailA = A mail from eBox never holds a link or anything from a message. It does hold your own
    phrase, and a code that you can check.
  helpMailCheck = Check a mail
  helpContactTitle = Another question?
  helpContactSender = About the content of a message: the sender. The contact details stand on the
    message.
  helpContactChannel = About My eBox:
  accessibility = Accessibility
  accessibilityLead = Everybody must be able to use My eBox. We build it to WCAG 2.2, level AA, and EN 301
    549.
  accessibilityDoesTitle = What you can expect
  accessibilityDoesKeys = Everything works by keyboard alone, and you always see where you are.
  accessibilityDoesReader = Screen readers get headings, lists and names; the language of every text is
    marked.
  accessibilityDoesZoom = Zoom up to 400 %, a narrow screen, dark colours and print: nothing is lost.
  accessibilityDoesScript = It works without JavaScript.
  accessibilityLimitTitle = What is not in our hands
  accessibilityLimitText = The sender makes the documents. If you can’t read one, ask the sender for an
    accessible version; the contact details stand on the message.
  accessibilityTested = Every page is checked automatically at every change. Automatic checks do not find
    everything.
  accessibilityTell = Do you meet an obstacle? Tell us:
  privacy = Privacy
  privacyLead = Who is responsible for your data, what is kept, and whom you can turn to.
  privacyWhoTitle = Who is responsible
  privacySender = For a message and its documents: its sender.
  privacyProvider = For consents, addresses, notices and the running of eBox: {name}, the provider.
  privacyKeeper = {name} keeps the documents, on behalf of the senders and on their instructions only.
  privacyKeptTitle = What is kept
  privacyKeptDocuments = Messages and documents: until the end of their term, encrypted. After that they
    are gone, from backups too.
  privacyKeptTrail = Who sent, opened or changed what and when: at least ten years, without content.
  privacyKeptSession = In your browser: a cookie while you are signed in, and one for your language.
    Nothing to follow you.
  privacyRightsTitle = Your rights
  privacyRightsText = You can ask what is kept about you and have a mistake corrected. You can take your
    messages yourself; the history stands on each message.
  privacyOfficer = Data protection officer:
  privacyAuthority = Not satisfied? You can complain to the Data Protection Authority.
  replyTitle = Reply
  replyBack = Back to the message
  replyLead = Your reply goes to the sender, into its own eBox. You get a receipt, and you see when the
    sender opened it.
  replyText = Your reply
  replyTextHint = At most {max} characters.
  replyFiles = Attachments
  replyFilesHint = At most {max} files, together at most 200 MB: PDF, text, HTML, XML, CSV, ZIP, OpenDocument
    or Office.
  replyFinal = A reply can be neither changed nor taken back. The sender sees your national number.
  replySend = Send the reply
  replyCancel = Do not reply
  replyWrong = Your reply was not sent
  replyFilesAgain = Your text is still there. Attachments have to be chosen again.
  replyEmpty = Write a reply, or add a file.
  replyTooLong = Your reply has more than {max} characters.
  replyMalformed = It holds characters that can’t be sent.
  replyTooManyFiles = You chose more than {max} files.
  replyTooLarge = A file may have at most 100 MB, and all together 200 MB.
  replyTooSlow = Sending took too long. Try fewer or smaller files.
  replyFileEmpty = {name} is empty.
  replyFileType = {name} is no file of an accepted kind.
  replyFileName = The name of a file is too long: {name}
  replyFileMalware = {name} carries malware and was not sent.
  replyFileUnfit = {name} can’t be opened or needs a password.
  replyFilesWrong = The files did not arrive as they should. Choose them again.
  replyNotTaken = The sender takes no reply to this message any more.
  replyUnknown = We don’t know yet whether your reply was sent. Your text is kept below. Send it again
    from here: it is sent once.
  replyOther = Your first text was sent; its receipt is here. What you changed since was not sent. If you
    send it now, it goes as another reply.
  replyTooMuch = All that you send in replies on one day may be at most {max}. Send fewer or smaller files, or
    try again tomorrow.
  replyTooOften = You have replied {max} times to this message; more is not possible.
  replyAtOnce = {max} replies of yours are being sent already. Wait until one is sent, and send
    this one again.
  repliesTitle = Your replies
  repliesNone = The sender allows you to reply to this message.
  replyButton = Reply
  replySentNotice = Your reply was sent. The receipt is below.
  replySent = Reply sent on {date}
  replyOpened = Opened by the sender on {date}
  replyUnopened = Not yet opened by the sender
  replyReceipt = Receipt
  replyNumber = Number
  replyReceiptHint = Beside each part stands the fingerprint (SHA-256) of what you sent: it lets you show
    later what it was. Keep a copy yourself.
  """
