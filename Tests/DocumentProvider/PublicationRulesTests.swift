import Contracts
import Testing
import Vocabulary

@testable import DocumentProvider

/// What the rules judge, with each thing that a rule may find wrong.
private struct Case: Sendable {
  static let names = ["p0", "p1", "p2", "p3", "p4", "p5"]

  var draft = Draft()
  var hasRequest = true
  var isRegistered = true
  var isSuspended = false
  var isApplicant = false
  var earlier: PublicationReceipt?
  /// Of the files, by their parts.
  var unfit: [String: DocumentFinding] = [:]
  let now = try! Instant(parsing: "2026-11-22T10:00:00+01:00")

  init() {
    draft.files = Case.names.map { Draft.File(part: $0) }
    draft.attachments = Case.names.map { name in
      AttachmentRequest(partName: name, isMainContent: name == "p0", digest: Draft.File(part: name).sha256)
    }
  }

  func judged() -> PublicationRejection? {
    let type = Cast.register.standing(of: Cast.premiums, Cast.application, draft.messageType).messageType
    let submission = Submission(
      caller: Cast.premiums, request: hasRequest ? draft.request : nil,
      parts: draft.files.map { file in
        SubmittedPart(
          header: PartHeader(name: file.part, fileName: file.fileName, mediaType: file.mediaType),
          size: Int64(file.bytes.count), sha256: file.sha256, unfitFor: unfit[file.part])
      },
      standing: SenderStanding(
        isSuspended: isSuspended, messageType: isRegistered ? type : nil, isApplicant: isApplicant),
      now: now)
    do {
      _ = try PublicationRules.judge(submission)
      return earlier.map(PublicationRejection.alreadyPublished)
    } catch {
      return PublicationRules.told(error, earlier: earlier)
    }
  }
}

/// A rule: how it is broken, and what comes of it.
private struct Rule: Sendable, CustomTestStringConvertible {
  let rejection: PublicationRejection
  let breaks: @Sendable (inout Case) -> Void
  var testDescription: String { "\(rejection)".prefix { $0 != "(" }.description }

  init(_ rejection: PublicationRejection, _ breaks: @escaping @Sendable (inout Case) -> Void) {
    self.rejection = rejection
    self.breaks = breaks
  }
}

@Suite("The rules of publication")
struct PublicationRulesTests {
  private static let receipt = PublicationReceipt(recipients: [])
  private static let other = try! BusinessDataKey(parsing: "ANDERS")
  private static let term = try! Instant(parsing: "2028-11-23T00:00:00+01:00")
  private static let decisionEnd = try! Instant(parsing: "2026-12-08T00:00:00+01:00")

  /// In the documented order. File rules are broken on a later file than those after them: the rule comes
  /// first, not the file.
  private static let rules: [Rule] = [
    Rule(.requestMissing) { $0.hasRequest = false },
    Rule(.senderIsNotCaller(sender: Cast.fund)) { $0.draft.sender = Cast.fund },
    Rule(.tripletNotRegistered) { $0.isRegistered = false },
    Rule(.senderSuspended) { $0.isSuspended = true },
    Rule(.senderNotApproved) { $0.isApplicant = true },
    Rule(.alreadyPublished(receipt)) { $0.earlier = receipt },
    Rule(.severalLanguages) { draft in
      draft.draft.subject = try! TranslatedText(
        parsing: [.nl: "Brief", .fr: "Lettre"], kind: "subject", charactersMax: 400)
    },
    Rule(.registeredMailNotOffered) {
      if [Cast.ruling, Cast.summons].contains($0.draft.messageType) {
        $0.draft.messageType = Cast.decision
      }
      $0.draft.isRegisteredMail = true
    },
    Rule(.registeredMailRequired) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.ruling, false)
    },
    Rule(.registeredRecipients) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.ruling, true)
      $0.draft.recipients = [Cast.jan, Cast.marie]
    },
    Rule(.replyNotAllowed) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.certificate, false)
      $0.draft.isReplyAuthorized = true
    },
    Rule(.paymentNotAllowed) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.certificate, false)
      $0.draft.payment = $0.draft.payment ?? (try! Cast.payment())
    },
    Rule(.duePast(.payment)) { $0.draft.payment = try! Cast.payment(due: "2026-11-01") },
    Rule(.duePast(.appeal)) {
      $0.draft.due = Due(.appeal, end: try! Instant(parsing: "2026-11-01T00:00:00Z"))
    },
    Rule(.businessDataNotAllowed(key: other)) { $0.draft.businessData.append(Cast.datum("ANDERS", "1")) },
    Rule(.businessDataRepeated(key: Cast.file.key)) {
      $0.draft.businessData += [Cast.datum("DOSSIER", "2026-1"), Cast.datum("DOSSIER", "2026-2")]
    },
    Rule(.businessDataInvalid(key: Cast.file.key)) {
      $0.draft.businessData.append(Cast.datum("DOSSIER", "2026-1", "2026-x"))
    },
    Rule(.businessDataMissing(key: Cast.persons.key)) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.family, false)
      $0.draft.businessData.removeAll { $0.key == Cast.persons.key }
    },
    Rule(.updateNotAllowed) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.family, false)
      $0.draft.businessData = [Cast.datum("PERSONEN", "4")]
      $0.draft.replaces = MessageID(at: $0.now, random: SystemRandom())
    },
    Rule(.mainContentCount(2)) {
      $0.draft.attachments?.append(AttachmentRequest(partName: "p5", isMainContent: true))
      $0.draft.attachments?.remove(at: 5)
    },
    Rule(.bodyMissing) { broken in
      broken.draft.isBodyMainContent = true
      broken.draft.attachments = broken.draft.attachments?.map {
        AttachmentRequest(partName: $0.partName, isMainContent: false, digest: $0.digest)
      }
    },
    Rule(.partMissing("absent")) {
      $0.draft.attachments?.append(AttachmentRequest(partName: "absent", isMainContent: false))
    },
    Rule(.partUnnamed("stray")) { $0.draft.files.append(Draft.File(part: "stray")) },
    Rule(.partNameRepeated("p4")) { $0.draft.files.append(Draft.File(part: "p4")) },
    Rule(.fileNameMissing(part: "p5")) { $0.draft.files[5].fileName = " " },
    Rule(.fileNameTooLong(part: "p4", charactersMax: 255)) {
      $0.draft.files[4].fileName = String(repeating: "x", count: 256)
    },
    Rule(.mediaTypeMissing(part: "p3")) { $0.draft.files[3].mediaType = nil },
    Rule(.mediaTypeNotAllowed(part: "p2")) { $0.draft.files[2].mediaType = "application/x-msdownload" },
    Rule(.attachmentEmpty(part: "p1")) { $0.draft.files[1].bytes = [] },
    Rule(.digestMismatch(part: "p0")) { $0.draft.files[0].bytes.append(0) },
    Rule(.documentUnfit(part: "p0", .encrypted)) { $0.unfit = ["p0": .encrypted] },
    Rule(.expirationPast) { $0.draft.expiration = $0.now },
    Rule(.expirationAfterTerm(latest: term)) { $0.draft.expiration = term.adding(seconds: 1) },
    Rule(.expirationBeforeDecision(earliest: decisionEnd)) {
      ($0.draft.messageType, $0.draft.isRegisteredMail) = (Cast.summons, true)
      $0.draft.expiration = decisionEnd.adding(seconds: -1)
    },
  ]

  @Test("R-PUB-1: what passes every rule is accepted")
  func accepted() { #expect(Case().judged() == nil) }

  @Test("R-PUB-1: each rule turns down what breaks it", arguments: rules)
  private func each(_ rule: Rule) {
    var broken = Case()
    rule.breaks(&broken)
    if case .expirationAfterTerm = rule.rejection { broken.draft.messageType = Cast.decision }
    #expect(broken.judged() == rule.rejection)
  }

  @Test("R-PUB-1: of two broken rules the earlier in the documented order is answered")
  func firstWins() {
    for (place, first) in Self.rules.enumerated() {
      for second in Self.rules[(place + 1)...] {
        var broken = Case()
        second.breaks(&broken)
        first.breaks(&broken)
        #expect(
          broken.judged() == first.rejection, "\(first.testDescription) before \(second.testDescription)")
      }
    }
  }

  @Test("R-PUB-5: a suspended or unregistered sender is known by the register")
  func register() {
    #expect(Cast.register.standing(of: Cast.suspended, Cast.application, Cast.decision).isSuspended)
    let unknown = try! MessageTypeID(parsing: "ONBEKEND")
    #expect(Cast.register.standing(of: Cast.premiums, Cast.application, unknown).messageType == nil)
  }

  @Test(
    "R-PUB-4: the term ends at 24:00 in Brussels on its last day, over clock changes and short months",
    arguments: [
      ("2026-11-22T10:00:00+01:00", 30, Period.Unit.day, "2026-12-23T00:00:00+01:00"),
      ("2026-03-01T10:00:00+01:00", 1, .month, "2026-04-02T00:00:00+02:00"),
      ("2026-10-01T10:00:00+02:00", 1, .month, "2026-11-02T00:00:00+01:00"),
      ("2027-01-31T10:00:00+01:00", 1, .month, "2027-03-01T00:00:00+01:00"),
      ("2028-01-31T23:59:59+01:00", 1, .month, "2028-03-01T00:00:00+01:00"),
      ("2028-02-29T00:00:00+01:00", 1, .year, "2029-03-01T00:00:00+01:00"),
    ])
  func terms(_ sent: String, _ number: Int, _ unit: Period.Unit, _ end: String) throws {
    let type = MessageType(
      id: Cast.decision, name: Cast.text("x"), description: nil, validity: try Period(parsing: number, unit),
      isReplyAllowed: true, isKeptForInactive: false, legalGround: nil, organizations: [], applications: [])
    let file = Draft().files[0]
    let accepted = try PublicationRules.judge(
      Submission(
        caller: Cast.premiums, request: Draft().request,
        parts: [
          SubmittedPart(
            header: PartHeader(name: file.part, fileName: file.fileName, mediaType: file.mediaType), size: 1,
            sha256: file.sha256)
        ], standing: SenderStanding(isSuspended: false, messageType: type),
        now: try Instant(parsing: sent)))
    #expect(try accepted.expiration == Instant(parsing: end))
  }

  @Test("R-CON-7: delivered to an active box; else kept when the type says so, or destroyed")
  func deliveries() {
    let kept = Cast.register.standing(of: Cast.premiums, Cast.application, Cast.invitation).messageType!
    let plain = Cast.register.standing(of: Cast.premiums, Cast.application, Cast.decision).messageType!
    let mailbox = MailboxID(at: Case().now, random: SystemRandom())
    let active = RecipientStanding(mailbox: mailbox, isActive: true, epoch: 1)
    let inactive = RecipientStanding(mailbox: mailbox, isActive: false, epoch: 0)
    #expect(PublicationRules.delivery(of: plain, to: active) == .delivered)
    #expect(PublicationRules.delivery(of: kept, to: active) == .delivered)
    #expect(PublicationRules.delivery(of: kept, to: inactive) == .kept)
    #expect(PublicationRules.delivery(of: plain, to: inactive) == .destroyed)
  }
}
