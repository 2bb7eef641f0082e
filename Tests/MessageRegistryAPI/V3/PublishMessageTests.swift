import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("POST /ebox/messages")
struct PublishMessageTests {
  typealias Served = ServedRegistry

  @Test("R-PUB-2: parts in any order; 201 with Location, id and term")
  func anyOrder() async throws {
    for parts in [[Served.request, Served.file], [Served.file, Served.request]] {
      let served = Served()
      let answer = try await served.publish(parts)
      #expect(answer.status == 201)
      #expect(answer.headers[.location] == "https://registry.test/v3/ebox/messages/\(Cast.messageID)")
      #expect(answer.json["messageId"]?.text == Cast.messageID.text)
      #expect(answer.json["expirationDate"]?.text == "2028-11-23T00:00:00+01:00")
      #expect(answer.json["code"] == nil)
      let state = served.registry.state.withLockedValue { $0 }
      #expect(state.parts["upfile1"] == Array("%PDF-1.7".utf8))
      #expect(state.headers.first?.fileName == "besluit.pdf")
      #expect(state.requests.first?.recipients == [Cast.citizen])
      #expect(await served.attempts.attempts.isEmpty)
    }
  }

  @Test("R-CON-7: NO_DIGITAL_USER is an answer, not an error")
  func noDigitalUser() async throws {
    let served = Served()
    served.registry.state.withLockedValue { $0.isDigital = false }
    let answer = try await served.publish([Served.request, Served.file])
    #expect(answer.status == 201)
    #expect(answer.json["code"]?.text == "NO_DIGITAL_USER")
  }

  @Test("R-PUB-9: the key is a quoted string; a bare one is refused")
  func idempotencyKey() async throws {
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    let served = Served()
    let answer = try await served.publish([Served.request, Served.file], [name: #""a-key""#])
    #expect(answer.status == 201)
    #expect(served.registry.state.withLockedValue { $0.requests.first?.idempotencyKey?.text } == "a-key")
    for bare in ["a-key", "\"", "\"\"", "\"a b\"", "\"a"] {
      let refused = try await served.publish([Served.request, Served.file], [name: bare])
      #expect(refused.status == 400 && refused.code == "INVALID_INPUT")
      #expect(refused.issues.first?["name"]?.text == "Idempotency-Key")
    }
  }

  @Test("R-PUB-7: a dry run is asked for by a boolean, and tells what a publication would come to")
  func dryRun() async throws {
    let name = try #require(HTTPField.Name("Ebox-Dry-Run"))
    let served = Served()
    let answer = try await served.publish([Served.request, Served.file], [name: "?1"])
    #expect(answer.status == 200 && answer.headers[.location] == nil)
    #expect(answer.json["dryRun"] == .bool(true) && answer.json["messageId"] == nil)
    #expect(answer.json["expirationDate"]?.text == "2028-11-23T00:00:00+01:00")
    #expect(answer.json["isPaperNeeded"] == .bool(false))
    #expect(served.registry.state.withLockedValue(\.rehearsals) == 1)
    #expect(try await served.publish([Served.request, Served.file], [name: "?0"]).status == 201)
    for wrong in ["true", "1", "", "?1;a"] {
      let refused = try await served.publish([Served.request, Served.file], [name: wrong])
      #expect(refused.status == 400 && refused.issues.first?["name"]?.text == "Ebox-Dry-Run")
    }
    #expect(served.registry.state.withLockedValue(\.rehearsals) == 1)
  }

  @Test("R-PUB-7: a sender reads what was found in its documents")
  func quality() async throws {
    let served = Served()
    let answer = try await served.ask(.get, "/quality?from=2026-11-01&until=2026-11-30", token: "sender")
    #expect(answer.status == 200 && answer.json["from"]?.text == "2026-11-01")
    guard case .array(let items)? = answer.json["items"] else { throw JSONShape() }
    #expect(items.first?["code"]?.text == "NO_TEXT_LAYER" && items.first?["published"] == .int(3))
    let wrong = [
      "", "?from=2026-11-01", "?until=2026-11-01", "?from=2026-11-02&until=2026-11-01",
      "?from=2025-01-01&until=2026-11-01", "?from=x&until=2026-11-01",
      "?from=2026-11-01&until=2026-11-30&a=b",
    ]
    for query in wrong {
      #expect(try await served.ask(.get, "/quality" + query, token: "sender").status == 400)
    }
    #expect(
      try await served.ask(.get, "/quality?from=2026-11-01&until=2026-11-30", token: "citizen").status == 403)
  }

  private struct JSONShape: Error {}

  @Test("R-PUB-9: the 409 of a used key carries the first answer")
  func conflict() async throws {
    let served = Served()
    let receipt = PublicationReceipt(recipients: [
      .init(messageID: Cast.messageID, expiration: Cast.expiration, isDigital: false)
    ])
    served.registry.state.withLockedValue { $0.publicationFailure = .rejected(.alreadyPublished(receipt)) }
    let answer = try await served.publish([Served.request, Served.file])
    #expect(answer.status == 409 && answer.code == "ALREADY_PUBLISHED")
    #expect(answer.json["messageId"]?.text == Cast.messageID.text)
    #expect(answer.json["expirationDate"]?.text == "2028-11-23T00:00:00+01:00")
    #expect(answer.json["firstAnswer"]?["code"]?.text == "NO_DIGITAL_USER")
    #expect(await served.attempts.attempts.isEmpty, "the party has audited it")
  }

  static let wrong: [(String, String, String, String)] = [
    ("\"subject\"", "\"extra\":1,\"subject\"", "extra", "unknownInput"),
    ("{\"nl\":\"Beslissing over uw renovatiepremie\"}", "null", "subject", "schemaViolation"),
    ("78041299916", "78041299917", "recipient.ssin", "invalidInput"),
    ("0999999031", "0999999032", "sender.enterpriseNumber", "invalidInput"),
    ("0999999031", "999999031", "sender.enterpriseNumber", "invalidInput"),
    ("\"eboxType\":\"citizen\"", "\"eboxType\":\"enterprise\"", "recipient.eboxType", "invalidInput"),
    (
      "\"isMainContent\":true", "\"isMainContent\":\"yes\"", "attachments[0].isMainContent", "schemaViolation"
    ),
    ("\"isMainContent\":true", "\"mainContent\":true", "attachments[0].mainContent", "unknownInput"),
    ("\"isMainContent\":true,", "", "attachments[0].isMainContent", "requiredInput"),
    ("\"nl\":\"Beslissing over uw renovatiepremie\"", "\"it\":\"Decisione\"", "subject.it", "unknownInput"),
    ("\"nl\":\"Beslissing over uw renovatiepremie\"", "\"nl\":\" \"", "subject.nl", "invalidInput"),
    (
      "\"isAttachmentSigned\":false", "\"digest\":{\"digestMethod\":\"sha_256\",\"digestValue\":\"abc+\"}",
      "attachments[0].digest.digestValue", "invalidInput"
    ),
    (
      "\"isAttachmentSigned\":false", "\"digest\":{\"digestMethod\":\"sha_1\",\"digestValue\":\"abc\"}",
      "attachments[0].digest.digestMethod", "invalidInput"
    ),
    ("\"messageTypeId\":\"PREMIE-BESLISSING\",", "", "messageTypeId", "requiredInput"),
    ("\"subject\"", "\"expirationDate\":\"tomorrow\",\"subject\"", "expirationDate", "invalidInput"),
    ("\"subject\"", "\"isRegisteredMail\":1,\"subject\"", "isRegisteredMail", "schemaViolation"),
  ]

  @Test("bad input: name and kind of each issue, nothing personal repeated, on record", arguments: wrong)
  func badInput(old: String, new: String, name: String, kind: String) async throws {
    let served = Served()
    let document = Served.document.replacing(old, with: new)
    try #require(document != Served.document)
    let answer = try await served.publish([
      (Served.request.name, Served.request.lines, document), Served.file,
    ])
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(answer.headers[.contentType] == "application/problem+json")
    #expect(
      answer.issues.contains { $0["name"]?.text == name && $0["type"]?.text?.hasSuffix(":" + kind) == true })
    #expect(!String(buffer: answer.body).contains("7804129991"))
    #expect(served.registry.state.withLockedValue { $0.requests.isEmpty })
    #expect(await served.attempts.attempts.map(\.code) == ["INVALID_INPUT"])
    #expect(await served.attempts.attempts.first?.organization == Cast.sender)
  }

  static let payment = [
    #""paymentData":{"paymentDataId":"f-12","amount":125.5,"vatAmount":0,"currency":"EUR""#,
    #""dueDate":"2027-01-31","iban":"BE49999000000171""#,
    #""reference":{"structuredCommunication":"+++999/0000/00171+++"}},"subject""#,
  ].joined(separator: ",")

  @Test("R-PUB-8: payment data with all required fields, decimals exact, a day over at its end")
  func payment() async throws {
    let served = Served()
    let document = Served.document.replacing("\"subject\"", with: Self.payment)
    let answer = try await served.publish([
      (Served.request.name, Served.request.lines, document), Served.file,
    ])
    #expect(answer.status == 201)
    let payment = try #require(served.registry.state.withLockedValue { $0.requests.first?.payment })
    #expect(payment.amount.hundredths == 12_550 && payment.vatAmount.hundredths == 0)
    #expect(payment.dueDate.brussels == "2027-02-01T00:00:00+01:00")
    #expect(payment.json["amount"] == .number("125.50"))
  }

  static let wrongPayments: [(String, String, String, String)] = [
    ("\"amount\":125.5", "\"amount\":\"125.5\"", "amount", "schemaViolation"),
    ("\"amount\":125.5", "\"amount\":125.505", "amount", "invalidInput"),
    ("\"amount\":125.5", "\"amount\":1e-3", "amount", "invalidInput"),
    ("\"amount\":125.5", "\"amount\":0", "amount", "invalidInput"),
    ("\"amount\":125.5,", "", "amount", "requiredInput"),
    ("\"vatAmount\":0,", "", "vatAmount", "requiredInput"),
    ("\"EUR\"", "\"BEF\"", "currency", "invalidInput"),
    ("BE49", "BE48", "iban", "invalidInput"),
    ("00171+++", "00172+++", "reference.structuredCommunication", "invalidInput"),
    ("\"reference\":{", "\"reference\":{\"text\":\"x\",", "reference", "invalidInput"),
    ("\"structuredCommunication\":\"+++999/0000/00171+++\"", "", "reference", "invalidInput"),
    ("2027-01-31", "31-01-2027", "dueDate", "invalidInput"),
    ("2027-01-31", "9999-12-31", "dueDate", "invalidInput"),
    ("2027-01-31", "9998-12-31", "dueDate", "invalidInput"),
    ("\"f-12\"", "\"f\\u008512\"", "paymentDataId", "invalidInput"),
    ("\"f-12\"", "\"f\\u202E12\"", "paymentDataId", "invalidInput"),
    (
      "\"amount\":125.5,\"vatAmount\":0", "\"amount\":999999999.99,\"vatAmount\":0.01", "amount",
      "invalidInput"
    ),
    ("\"f-12\"", "\"f\\n12\"", "paymentDataId", "invalidInput"),
    ("\"EUR\"", "\"EUR\",\"bic\":\"x\"", "bic", "invalidInput"),
    ("\"EUR\"", "\"EUR\",\"creditor\":\"x\"", "creditor", "unknownInput"),
  ]

  @Test("payment data that is wrong: each field by its name, no account repeated", arguments: wrongPayments)
  func wrongPayment(old: String, new: String, name: String, kind: String) async throws {
    let served = Served()
    let payment = Self.payment.replacing(old, with: new)
    try #require(payment != Self.payment)
    let document = Served.document.replacing("\"subject\"", with: payment)
    let answer = try await served.publish([
      (Served.request.name, Served.request.lines, document), Served.file,
    ])
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(
      answer.issues.map { "\($0["name"]?.text ?? "") \($0["type"]?.text?.split(separator: ":").last ?? "")" }
        == ["paymentData.\(name) \(kind)"])
    #expect(!String(buffer: answer.body).contains("9990"))
  }

  @Test("a date of another kind; its kind is one of four")
  func due() async throws {
    for (kind, status) in [("appeal", 201), ("appearance", 201), ("party", 400)] {
      let served = Served()
      let document = Served.document.replacing(
        "\"subject", with: "\"due\":{\"dueKind\":\"\(kind)\",\"dueDate\":\"2027-01-31\"},\"subject")
      let answer = try await served.publish([
        (Served.request.name, Served.request.lines, document), Served.file,
      ])
      #expect(answer.status == status)
      #expect(
        served.registry.state.withLockedValue { $0.requests.first?.due?.kind.rawValue }
          == (status == 201 ? kind : nil))
      if status == 400 { #expect(answer.issues.first?["name"]?.text == "due.dueKind") }
    }
  }

  @Test("what the contract knows and this release lacks is refused, not lost")
  func notOffered() async throws {
    for member in [
      "forTheAttentionOf", "originalMessageId", "structuredData",
    ] {
      let served = Served()
      let document = Served.document.replacing("\"subject\"", with: "\"\(member)\":{},\"subject\"")
      let answer = try await served.publish([
        (Served.request.name, Served.request.lines, document), Served.file,
      ])
      #expect(answer.status == 400 && answer.code == "NOT_IMPLEMENTED")
      #expect(answer.issues.first?["name"]?.text == member)
    }
  }

  @Test("broken bodies: each with its code, on record")
  func brokenBodies() async throws {
    let whole = Served.multipart([Served.request, Served.file])
    let cases: [(String, String)] = [
      (String(whole.dropLast(20)), "MALFORMED_MULTIPART"), ("", "MALFORMED_MULTIPART"),
      (whole.replacing("form-data; name=\"upfile1\"", with: "attachment"), "MALFORMED_MULTIPART"),
      (Served.multipart(Array(repeating: Served.file, count: 17)), "TOO_MANY_PARTS"),
      (Served.multipart([Served.request, Served.request]), "INVALID_INPUT"),
      (whole.replacing("{\"sender\"", with: "{sender"), "INVALID_INPUT"),
      (
        Served.multipart([(Served.request.name, "", String(repeating: " ", count: 262_145))]),
        "PAYLOAD_TOO_LARGE"
      ),
    ]
    for (body, code) in cases {
      let served = Served()
      let answer = try await served.ask(
        .post, "/ebox/messages", token: "sender", [.contentType: "multipart/form-data; boundary=frontier"],
        body: body)
      #expect(answer.code == code)
      #expect(answer.status == (code == "PAYLOAD_TOO_LARGE" ? 413 : 400))
      #expect(await served.attempts.attempts.map(\.code) == [code])
    }
  }

  @Test("checks come in order: token, scope, subject, represented, media type, key, body")
  func order() async throws {
    let served = Served()
    let name = try #require(HTTPField.Name("On-Behalf-Of-Enterprise-Number"))
    let key = try #require(HTTPField.Name("Idempotency-Key"))
    var answers: [String] = []
    answers.append(try await served.ask(.post, "/ebox/messages").code ?? "")
    answers.append(try await served.ask(.post, "/ebox/messages", token: "forged").code ?? "")
    answers.append(try await served.ask(.post, "/ebox/messages", token: "expired").code ?? "")
    answers.append(try await served.ask(.post, "/ebox/messages", token: "citizen").code ?? "")
    answers.append(try await served.ask(.post, "/ebox/messages", token: "citizen-that-publishes").code ?? "")
    answers.append(
      try await served.ask(.post, "/ebox/messages", token: "sender", [name: "999999130"]).code ?? "")
    answers.append(
      try await served.ask(.post, "/ebox/messages", token: "sender", [.contentType: "a/b"]).code ?? "")
    let bare: HTTPFields = [.contentType: "multipart/form-data; boundary=b", key: "bare"]
    answers.append(try await served.ask(.post, "/ebox/messages", token: "sender", bare).code ?? "")
    let empty: HTTPFields = [.contentType: "multipart/form-data; boundary=b", key: #""a-key""#]
    answers.append(
      try await served.ask(.post, "/ebox/messages", token: "sender", empty, body: "").code ?? "")
    let codes = [
      "NO_ACCESS_TOKEN", "INVALID_ACCESS_TOKEN", "EXPIRED_ACCESS_TOKEN", "MISSING_SCOPE", "WRONG_SUBJECT",
      "INVALID_INPUT", "UNSUPPORTED_MEDIA_TYPE", "INVALID_INPUT", "MALFORMED_MULTIPART",
    ]
    #expect(answers == codes)
    #expect(await served.attempts.attempts.map(\.code) == codes)
    #expect(served.registry.state.withLockedValue { $0.requests.isEmpty })
  }
}
