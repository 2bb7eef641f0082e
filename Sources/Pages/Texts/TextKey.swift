/// Every text of every page, by its use. The texts themselves: `Dutch.swift`, `French.swift`, `German.swift`,
/// `English.swift`.
package enum TextKey: String, CaseIterable, Sendable {
  // On every page.
  case skipToContent, languages, sections, footer, requestReference

  // Mistakes that any party's page can meet.
  case notFoundTitle, notFoundText, faultTitle, faultText, overloadedTitle, overloadedText
  case formExpiredTitle, formExpiredText, backToStart, tryAgain

  // My eBox: names and navigation.
  case myEBox, inbox, myConsents, signOut, signIn

  // My eBox: start page.
  case startTitle, startLead, startWhatTitle, startWhatOne, startWhatTwo, startWhatThree, startWhatFour
  case startHowTitle, startHowOne, startHowTwo, startHowThree, startSignInHint

  // My eBox: inbox.
  case inboxUnreadOne, inboxUnreadMany, inboxTotalOne, inboxTotalMany, inboxList
  case inboxEmptyTitle, inboxEmptyText, inboxEmptyHint
  case unread, read, sender, received, availableUntilDay, availableUntilTime, lastDays, registeredMail
  case pages, pageOf, newer, older

  // My eBox: message.
  case backToInbox, messageDetails, messageType, sentBy, senderContact, receivedOn, availableLabel, readState
  case readSince, notYetRead, textInNl, textInFr, textInDe, textInEn, sentBeforeActivation, paperToo
  case messageText, documents, mainDocument, documentSigned, openDocument, downloadDocument, openNewTab
  case readHere, readHereHint, showDocument, showText, readingTells, documentFrame, lastDaysNotice

  // My eBox: sizes, with the unit that follows the number.
  case bytesUnit, kilobytesUnit, megabytesUnit, decimalComma

  // My eBox: what stands in the way.
  case messageGoneTitle, messageGoneText, contentGoneTitle, contentGoneText
  case channelNotLinkedTitle, channelNotLinkedText, linkChannel
  case boxNotActiveTitle, boxNotActiveText, activate
  case assuranceTooLowTitle, assuranceTooLowText, signInHigher
  case signInFailedTitle, signInFailedText, signInCancelledTitle, signInCancelledText
  case signedOutTitle, signedOutText, sessionOverTitle, sessionOverText, unavailableTitle, unavailableText

  // The provider: consent screen.
  case providerName, consentTitle, consentLead, consentMeans, consentDigital, consentTransition
  case consentAllSenders, consentChannel, consentLegal, consentWithdrawable, consentAccept
  case consentDecline, consentVersion

  // The provider: my consents and withdrawal.
  case ownConsentsLead, ownConsentsEmpty, signedInAs, consentSince, consentWithdraw, withdrawalTitle
  case withdrawalLead, withdrawalLast, withdrawalOther, withdrawalConfirm, withdrawalKeep
  case withdrawnTitle, withdrawnText

  // The provider: what stands in the way.
  case consentNotInForceTitle, consentNotInForceText, linkWrongTitle, linkWrongText, boxClosedTitle
  case boxClosedText, identityProviderDownTitle, identityProviderDownText
}
