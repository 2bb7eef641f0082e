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
  case paperUntil, replacedNotice, replacedLink, replacesNotice, replacesLink, replacedBadge
  case recalledOne, recalledMany, recalledReason, recalledAfterBreach, recalledHint
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
  case signedOutTitle, signedOutText, signedOutElsewhere
  case sessionOverTitle, sessionOverText, unavailableTitle, unavailableText

  // The provider: consent screen.
  case providerName, consentTitle, consentMeans, consentAccept, consentDecline, consentVersion

  // The provider: my consents and withdrawal.
  case ownConsentsLead, ownConsentsEmpty, signedInAs, consentSince, consentWithdraw, withdrawalTitle
  case withdrawalLead, withdrawalLast, withdrawalOther, withdrawalConfirm, withdrawalKeep
  case withdrawnTitle, withdrawnText

  // The provider: what stands in the way.
  case consentNotInForceTitle, consentNotInForceText, linkWrongTitle, linkWrongText, boxClosedTitle
  case boxClosedText, identityProviderDownTitle, identityProviderDownText

  // My eBox: search, filters and views of the inbox.
  case searchLabel, searchHint, searchButton, inboxViews, viewAll, viewUnread, viewHidden, filters
  case filterSender, filterType, filterFrom, filterTo, filterAllSenders, filterAllTypes, filterApply
  case filterClear, foundOne, foundMany, nothingFoundTitle, nothingFoundText, nothingUnreadTitle
  case nothingUnreadText, nothingHiddenTitle, nothingHiddenText, providerMissing

  // My eBox: due dates, what a message is for, who opened it, hiding.
  case dueAppeal, duePayment, dueAnswer, dueAppearance, dueOver, dueLabel, dueFrom, dueCalendar
  case dueCalendarFile, paymentTitle, paymentAmount, paymentVat, paymentAccount, paymentBank
  case paymentReference, paymentHint, typePurpose, typeGround
  case channelContact, accessTitle, accessNobody, accessRead, accessOpened, accessHint, hideTitle
  case accessFetchedAhead, accessShown
  case hideHint, hideMessage, showMessage, isHiddenNotice, hiddenBadge, profile, footerLinks

  // My eBox: take everything with me, and the page inside the archive.
  case archiveTitle, archiveLead, archiveMessages, archiveSize, archiveUnread, archiveReads, archiveStart
  case archiveBreak, archiveCareful, archiveEmpty, archiveFileName, archiveTextName, archiveFolder
  case archiveIndexTitle, archiveIndexMade, archiveIndexFiles, archiveReadByArchive

  // My eBox: replies.
  case replyTitle, replyBack, replyLead, replyText, replyTextHint, replyFiles, replyFilesHint
  case replyFinal, replySend, replyCancel, replyWrong, replyFilesAgain, replyEmpty, replyTooLong
  case replyMalformed, replyTooManyFiles, replyTooLarge, replyTooSlow, replyFileEmpty, replyFileType
  case replyFileName, replyFileMalware, replyFileUnfit, replyFilesWrong, replyNotTaken, replyTooOften
  case replyUnknown, replyOther, replyTooMuch, replyAtOnce
  case repliesTitle, repliesNone, replyButton, replySentNotice, replySent, replyOpened, replyUnopened
  case replyReceipt, replyNumber, replyReceiptHint

  // My eBox: help.
  case help, helpLead, helpReadQ, helpReadA, helpTermQ, helpTermA, helpDueQ, helpDueA, helpWhoQ, helpWhoA
  case helpStopQ, helpStopA, helpMailQ, helpMailA, helpMailCheck, helpContactTitle, helpContactSender
  case helpContactChannel

  // My eBox: accessibility statement.
  case accessibility, accessibilityLead, accessibilityDoesTitle, accessibilityDoesKeys
  case accessibilityDoesReader, accessibilityDoesZoom, accessibilityDoesScript, accessibilityLimitTitle
  case accessibilityLimitText, accessibilityTested, accessibilityTell

  // My eBox: privacy.
  case privacy, privacyLead, privacyWhoTitle, privacySender, privacyProvider, privacyKeeper
  case privacyKeptTitle, privacyKeptDocuments, privacyKeptTrail, privacyKeptSession, privacyRightsTitle
  case privacyRightsText, privacyOfficer, privacyAuthority

  // The demonstration.
  case demoName, demoTitle, demoLead, demoClockTitle, demoNow, demoDay, demoWeek, demoMonth
  case demoMoved, demoEndedOne, demoEndedMany, demoClockHint, demoChannelsTitle, demoChannelsLead
  case demoChannelAbsent, demoCitizensTitle, demoCitizensLead, demoActive
  case demoNoAddress, demoMailsLink, demoMailsOne, demoMailsMany
  case demoNeverActivated, demoWithdrawn, demoClosed, demoSendersTitle, demoSendersLead

  // The provider: sections, sessions and sign-out.
  case sectionProfile, sectionSessions, sectionMailCheck, sessionsTitle, sessionsLead, sessionsHere
  case sessionOwn, sessionSince, sessionSeen, sessionEnd, sessionsChannels, sessionsEndAll
  case sessionsEndChannels, signedOutEverywhere, signedOutGoingOn, signOutThereToo
  case browserOnPhone, browserOnTablet, browserOnComputer, browserSomewhere, browserOther

  // The provider: history, accepted text, no paper copy.
  case historyTitle, historyGiven, historyWithdrawn, historyClosed, historyExclusiveChosen
  case historyExclusiveDropped, historyExclusiveChosenBy, historyExclusiveDroppedBy, acceptedTextTitle,
    acceptedTextDigest, backToConsents, historyLanguageChosenBy
  case exclusiveTitle, exclusiveLead, exclusiveIsChosen, exclusiveIsNotChosen, exclusiveChoose
  case exclusiveDrop, exclusiveKeep, exclusiveChange

  // The provider: fetching ahead.
  case prefetchTitle, prefetchLead, prefetchCopies, prefetchUnread, prefetchErase, prefetchSeen
  case prefetchIsOn, prefetchIsOff, prefetchTurnOn, prefetchTurnOff, prefetchChange
  case historyPrefetchAllowed, historyPrefetchEnded

  // The provider: what goes back to paper, and what may be taken out.
  case paperTitle, paperOne, paperMany, paperMore, paperNone, paperUnknown, withdrawalTakeOut
  case withdrawnLastText, takeOutTitle, takeOutLead, takeOutOpen, takeOutEmpty, takeOutArchive
  case takeOutNotNowTitle, takeOutNotNowText, consentStillOne, consentStillMany, paperDueTitle, paperDueText

  // The provider: profile, address and notices.
  case goOn, profileTitle, profileBack, profileSaved
  case profileChangedTitle, profileChangedText, profileAddressTitle, profileAddressNone
  case profileAddressSince, profileAddressWaiting, profileAddressUndeliverable, profileAddressGive
  case profileAddressChange, profileAddressRemove, profileCodeEnter, choicesTitle, choicesLanguage
  case choicesPace, paceDaily, paceAtOnce, choicesHour, choicesHourHint, choicesNames, choicesNotifier
  case notifierMail, notifierHint, notifierUnknown, choicesSave, phraseTitle, phraseLead, phraseLabel
  case phraseHint, phraseSave, phraseRemove, phraseTooShort, phraseTooLong, phraseHasControls
  case phraseHasLink, addressAskTitle, addressAskLead, addressChangeTitle, addressChangeLead
  case addressLabel, addressHint, addressSend, addressInvalid, addressSame, addressDeclineTitle
  case addressDeclineText, addressDecline, addressDeclinedTitle, addressDeclinedText, addressSkip
  case addressSkippedTitle, codeTitle, codeLead, codeLabel, codeHint, codeConfirm, codeAgainTitle
  case codeAgainText, codeAgain, codeOther, codeSentAgain, codeTooSoon, codesExhausted, codeExpired
  case attemptsExhausted, codeWrong, addressConfirmedTitle, addressConfirmedText, removeTitle
  case removeLead, removeConfirm, removeKeep, removedTitle
  // The provider: was this mail from us?
  case mailCheckTitle, mailCheckLead, mailCheckCode, mailCheckCodeHint, mailCheckAsk, mailCheckYes
  case mailCheckYesAdvice, mailCheckNo, mailCheckNoAdvice, mailCheckKindMessages, mailCheckKindCode
  case mailCheckKindReplaced, mailCheckManyTitle, mailCheckManyText, mailCheckRulesTitle, mailCheckRuleLink
  case mailCheckRulePhrase, mailCheckRuleAsk, mailCheckRuleReport

  // Registered mail, at My eBox and the provider.
  case registeredDecideBy, registeredAccepted, registeredRefused, registeredUnanswered
  case registeredNotDelivered, registeredDecideTitle, registeredDecideLead, registeredUntil
  case registeredIfAccept, registeredIfAcceptText, registeredIfRefuse, registeredIfRefuseText
  case registeredIfSilent, registeredIfSilentText, registeredProofText, registeredLawText
  case registeredAccept, registeredRefuse, registeredRefuseTitle, registeredRefuseFinal
  case registeredRefuseConfirm, registeredRefuseKeep, registeredTitle, registeredClosed
  case registeredJustAccepted, registeredJustRefused, registeredElsewhere, factSubmission
  case factNotification, factAcceptance, factRejection, factExpiry, factConsignment, factNoConsent
  case factConsentWithdrawn, factHandover, proofsTitle, proofsLead, proofDocument, proofSeal
  case proofBeingMade, proofsCheck, proofsUnknown, notAcceptedTitle, notAcceptedText, helpRegisteredQ
  case helpRegisteredA, helpProofsQ, helpProofsA, withdrawalRegistered, archiveAwaiting, archiveProof
  case archiveSeal, mailCheckKindRegistered, proofOnceAccepted
}
