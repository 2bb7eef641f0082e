extension NoticeWords {
  static let english = NoticeWords(
    greeting: "Hello,",
    subjectNew: Counted(one: "Your eBox: 1 new message", many: "Your eBox: {count} new messages"),
    subjectReminders: Counted(
      one: "Your eBox: 1 message not yet read", many: "Your eBox: {count} messages not yet read"),
    subjectBoth: "Your eBox: {new} new, {reminders} not yet read",
    newMessages: Counted(
      one: "There is a new message for you in your eBox.",
      many: "There are {count} new messages for you in your eBox."),
    reminders: Counted(
      one: "One message you have not read yet. It will disappear when its term is over.",
      many: "{count} messages you have not read yet. They will disappear when their term is over."),
    unnamed: "Message", registered: englishRegistered, readUntil: "to be read until {date} inclusive",
    removedAfter: "will be removed after {date}",
    others: Counted(one: "and one more", many: "and {count} more"),
    howTitle: "How to read them",
    howText: "This mail has no link in it, on purpose. Type the address of eBox that you know into your "
      + "browser yourself, or open the app in which you read your eBox.",
    genuineTitle: "Is this mail really from eBox?", phraseLabel: "Your recognition phrase",
    noPhrase: "You have no recognition phrase yet. Choose one in your profile: then it stands in every mail "
      + "from eBox.",
    codeLabel: "Code of this mail",
    codeText: "In doubt? Go to eBox yourself and enter this code at “Was this mail from us?”.",
    warning: "eBox never asks you by mail for a password, a PIN or money.",
    footer: "You get this mail because your eBox is active and you gave this e-mail address. In your profile "
      + "you choose whether, when and where you get mails. Answers to this mail are not read.",
    addressFooter: "Answers to this mail are not read.",
    addressCodeSubject: "Your eBox: confirm your e-mail address",
    addressCodeText: "Somebody gave this e-mail address for their eBox. Was it you? Then enter this code on "
      + "the page where you gave the address. The code is valid for a short time only.",
    addressCodeLabel: "Confirmation code",
    addressCodeUnasked: "Was it not you? Then you need not do anything. Give the code to nobody: eBox never "
      + "asks for it either.",
    addressReplacedSubject: "Your eBox: your e-mail address was changed",
    addressReplacedText: "Another e-mail address was confirmed for your eBox. Mails from eBox now go there, "
      + "and no longer to this one.",
    addressReplacedUnasked: "Did you not do that yourself? Then go to eBox at once, sign in and check your "
      + "profile and your sessions.",
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ], labelEnd: ":")
}

private let englishRegistered = NoticeWords.Registered(
  subjectNew: "Your eBox: registered mail",
  subjectToDecide: "Your eBox: registered mail waits for your decision",
  subjectUnread: "Your eBox: registered mail not yet read",
  subjectDecideSoon: "Your eBox: decide soon on registered mail",
  new: "There is registered mail for you in your eBox.",
  unread: "There is still registered mail for you in your eBox.",
  senderLabel: "Sender",
  decide: "You can accept or refuse it up to {date} inclusive. You can read it only once "
    + "you accept it.",
  silence: "If you do not decide in time, you can’t open it any more, and the sender learns that.",
  removed: "It will be removed after {date}.",
  howTitle: "How to open it")
