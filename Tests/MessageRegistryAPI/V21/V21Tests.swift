import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// Version 2.1: the same party in the words of the public description.
@Suite("Message Registry 2.1")
struct V21Tests {
  private static let document = #"""
    {"senderOrganizationId":"0999999031","recipient":{"eboxType":"citizen","eboxIdValue":"78041299916"},
     "subject":{"nl":"Beslissing over uw renovatiepremie"},"senderApplicationId":"premies:beslissingen",
     "messageTypeId":"PREMIE-BESLISSING","bodyMainContent":false,"replyAuthorized":true,
     "attachments":[{"httpPartName":"upfile1","mainContent":true,"attachmentSigned":true,
      "attachmentTitle":{"nl":"Besluit"}}]}
    """#

  private func publish(_ document: String, part: String = "upfile1") async throws
    -> (ServedRegistry.Answer, ServedRegistry)
  {
    let served = ServedRegistry(edition: .v21)
    let parts = [
      (name: "messageToPublish", lines: "\r\nContent-Type: application/json", content: document),
      (name: part, lines: ServedRegistry.file.lines, content: ServedRegistry.file.content),
    ]
    let answer = try await served.ask(
      .post, "/publishMessage", token: "sender", [.contentType: "multipart/form-data; boundary=frontier"],
      body: ServedRegistry.multipart(parts))
    return (answer, served)
  }

  @Test("R-PUB-2: the same publication asks the party for the same in 2.1 and in 3")
  func samePublication() async throws {
    let (answer, served) = try await publish(Self.document)
    #expect(answer.status == 201 && answer.json["messageId"]?.text == Cast.messageID.text)
    #expect(answer.json["expirationDate"]?.text == "2028-11-23T00:00:00+01:00")
    let other = ServedRegistry()
    let document = ServedRegistry.document.replacing(
      #""isAttachmentSigned":false"#, with: #""isAttachmentSigned":true"#
    ).replacing(#""attachments":"#, with: #""isReplyAuthorized":true,"attachments":"#)
    let parts = [(ServedRegistry.request.name, ServedRegistry.request.lines, document), ServedRegistry.file]
    #expect(try await other.publish(parts).status == 201)
    let asked = served.registry.state.withLockedValue(\.requests)
    #expect(asked == other.registry.state.withLockedValue(\.requests) && asked.count == 1)
    #expect(
      served.registry.state.withLockedValue(\.headers) == other.registry.state.withLockedValue(\.headers))
  }

  @Test("NO_DIGITAL_USER is an answer, in words too")
  func noDigitalUser() async throws {
    let served = ServedRegistry(edition: .v21)
    served.registry.state.withLockedValue { $0.isDigital = false }
    let answer = try await served.ask(
      .post, "/publishMessage", token: "sender", [.contentType: "multipart/form-data; boundary=frontier"],
      body: ServedRegistry.multipart([("messageToPublish", "", Self.document), ServedRegistry.file]))
    #expect(answer.status == 201 && answer.code == "NO_DIGITAL_USER")
    #expect(answer.json["message"]?.text?.contains("paper") == true)
  }

  @Test("bodyMainContent and replyAuthorized may be left out, though the description requires them")
  func leftOut() async throws {
    let short = Self.document.replacing(#""bodyMainContent":false,"replyAuthorized":true,"#, with: "")
    #expect(try await publish(short).0.status == 201)
  }

  static let refused: [(what: String, with: String, says: String, code: String)] = [
    (
      "\"senderOrganizationId\":\"0999999031\"", "\"x\":1", "senderOrganizationId is required",
      "INVALID_INPUT"
    ),
    ("0999999031", "0999999032", "senderOrganizationId", "INVALID_INPUT"),
    ("\"citizen\"", "\"enterprise\"", "recipient.eboxType must be citizen", "INVALID_INPUT"),
    ("78041299916", "78041299917", "recipient.eboxIdValue", "INVALID_INPUT"),
    ("\"nl\":\"Beslissing", "\"en\":\"Decision", "subject.en is not known here", "INVALID_INPUT"),
    ("\"mainContent\":true,", "", "attachments[0].mainContent is required", "INVALID_INPUT"),
    ("\"mainContent\":true", "\"isMainContent\":true", "isMainContent is not known", "INVALID_INPUT"),
    (
      "\"attachmentSigned\":true",
      "\"digest\":{\"digestMethod\":\"sha_512\",\"digestValue\":\"YQ\"}", "must be sha_256", "INVALID_INPUT"
    ),
    (
      "\"replyAuthorized\"", "\"forTheAttentionOf\":{},\"replyAuthorized\"",
      "forTheAttentionOf is not offered", "NOT_IMPLEMENTED"
    ),
    ("\"replyAuthorized\":true", "\"replyAuthorized\":null", "must not be null", "INVALID_INPUT"),
  ]

  @Test("what is wrong is told in the words of 2.1, as a StatusMessage", arguments: refused)
  func wrong(_ row: (what: String, with: String, says: String, code: String)) async throws {
    let (answer, served) = try await publish(Self.document.replacing(row.what, with: row.with))
    #expect(answer.status == 400 && answer.code == row.code)
    let message = answer.json["message"]?.text ?? ""
    #expect(message.contains(row.says), "\(message)")
    #expect(
      answer.json["environment"]?.text == "test" && answer.json["contact"]?.text == "help@registry.test")
    #expect(answer.json["id"]?.text?.count == 36 && answer.headers[.contentType] == "application/json")
    #expect(await served.attempts.attempts.map(\.code) == [row.code])
  }

  @Test("a rule's rejection names the field as 2.1 does; the 409 carries the first answer")
  func rules() async throws {
    let served = ServedRegistry(edition: .v21)
    let parts = [("messageToPublish", "", Self.document), ServedRegistry.file]
    func ask(_ rejection: PublicationRejection) async throws -> ServedRegistry.Answer {
      served.registry.state.withLockedValue { $0.publicationFailure = .rejected(rejection) }
      return try await served.ask(
        .post, "/publishMessage", token: "sender", [.contentType: "multipart/form-data; boundary=frontier"],
        body: ServedRegistry.multipart(parts))
    }
    let two = try await ask(.mainContentCount(2))
    #expect(
      two.json["message"]?.text
        == "Bad request: mainContent there must be exactly one main content, not 2")
    let again = try await ask(
      .alreadyPublished(
        PublicationReceipt(recipients: [
          .init(messageID: Cast.messageID, expiration: Cast.expiration, isDigital: false)
        ])))
    #expect(again.status == 409 && again.code == "ALREADY_PUBLISHED")
    #expect(again.json["messageId"]?.text == Cast.messageID.text)
    #expect(again.json["firstAnswer"]?["code"]?.text == "NO_DIGITAL_USER")
  }

  @Test("business data: keys and values; their names are the type's")
  func businessData() async throws {
    let data =
      #""businessDataList":[{"key":"DOSSIER","name":{"nl":"Mijn naam"},"values":[{"nl":"2026-77"}]}],"#
    let (answer, served) = try await publish(
      Self.document.replacing(#""attachments":"#, with: data + #""attachments":"#))
    #expect(answer.status == 201)
    let asked = served.registry.state.withLockedValue(\.requests).first?.businessData
    #expect(asked?.map(\.key) == [Cast.dataKey] && asked?.first?.values.first?.texts == [.nl: "2026-77"])
    let message = try await served.ask(.get, "/ebox/messages/\(Cast.messageID)", token: "citizen").json
    let datum = message["businessDataList"]?["items"]?.elements?.first
    #expect(datum?["key"]?.text == "DOSSIER" && datum?["name"]?["de"]?.text != nil)
    for wrong in [
      #"[{"key":"DOSSIER","values":[]}]"#, #"[{"key":"DOSSIER"}]"#, #"[{"key":"A B","values":[{"nl":"x"}]}]"#,
      #"[{"key":"DOSSIER","values":["x"]}]"#, #"{"key":"DOSSIER"}"#,
    ] {
      let (refused, _) = try await publish(
        Self.document.replacing(#""attachments":"#, with: #""businessDataList":\#(wrong),"attachments":"#))
      #expect(refused.status == 400 && refused.code == "INVALID_INPUT", "\(wrong)")
    }
  }

  @Test("R-PUB-6: for whom a service provider acts reaches the party, in both versions")
  func represented() async throws {
    let name = try #require(HTTPField.Name("On-Behalf-Of-Enterprise-Number"))
    for edition in MessageRegistryEdge.Edition.allCases {
      let served = ServedRegistry(edition: edition)
      let answer = try await served.ask(
        .post, "/searchMessageStatus", token: "sender",
        [.contentType: "application/json", name: "0999999130"], body: "[]")
      #expect(answer.status == 201)
      let caller = try #require(served.registry.state.withLockedValue(\.senders).first)
      #expect(caller.represented?.digits == "0999999130" && caller.organization == Cast.sender)
      #expect(caller.sender.digits == "0999999130")
      let wrong = try await served.ask(
        .post, "/searchMessageStatus", token: "sender",
        [.contentType: "application/json", name: "0999999131"], body: "[]")
      #expect(wrong.status == 400 && wrong.code == "INVALID_INPUT")
    }
  }

  @Test("files come as upfile1 to upfile6, and in no other part", arguments: ["upfile7", "file", "upfile01"])
  func fileParts(name: String) async throws {
    let (answer, _) = try await publish(Self.document.replacing("upfile1", with: name), part: name)
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(answer.json["message"]?.text?.contains(name) == true)
    #expect(
      try await publish(Self.document.replacing("upfile1", with: "upfile6"), part: "upfile6").0.status == 201)
  }

  @Test("a dry run is not of this version: nothing is published for want of it")
  func dryRun() async throws {
    let served = ServedRegistry(edition: .v21)
    let name = try #require(HTTPField.Name("Ebox-Dry-Run"))
    let refused = try await served.ask(
      .post, "/publishMessage", token: "sender",
      [.contentType: "multipart/form-data; boundary=frontier", name: "?1"],
      body: ServedRegistry.multipart([("messageToPublish", "", Self.document), ServedRegistry.file]))
    #expect(refused.status == 400)
    #expect(served.registry.state.withLockedValue { $0.requests.isEmpty && $0.rehearsals == 0 })
  }

  @Test("R-PUB-3: a broadcast is known and never done, on record")
  func broadcast() async throws {
    let served = ServedRegistry(edition: .v21)
    let answer = try await served.ask(
      .post, "/linkEboxMessage", token: "sender", [.contentType: "application/json"],
      body: #"{"messageId":"01JDA000000000000000000001","recipients":[]}"#)
    #expect(answer.status == 400 && answer.code == "NOT_IMPLEMENTED")
    #expect(await served.attempts.attempts.map(\.action) == ["link"])
    #expect(try await served.ask(.post, "/linkEboxMessage", token: "citizen").status == 403)
  }

  @Test("the status of messages is asked by eboxIdValue and answered 201")
  func status() async throws {
    let served = ServedRegistry(edition: .v21)
    let query =
      #"[{"messageId":"01JDA000000000000000000001","eboxId":"#
      + #"{"eboxType":"citizen","eboxIdValue":"78041299916"}}]"#
    let answer = try await served.ask(
      .post, "/searchMessageStatus", token: "sender", [.contentType: "application/json"], body: query)
    #expect(answer.status == 201)
    let status = answer.json.elements?.first
    #expect(status?["eboxId"]?["eboxIdValue"]?.text == "78041299916")
    #expect(status?["readStatus"] == .bool(true) && status?["readDate"] == nil && status?["visible"] == nil)
  }

  @Test("a list holds items and totalItems, and is filtered by senderOrganizationId")
  func list() async throws {
    let served = ServedRegistry(edition: .v21)
    let answer = try await served.ask(
      .get,
      "/ebox/messages?senderOrganizationId=0999999031&readStatus=false&page=2&pageSize=10&q=premie&qlang=nl",
      token: "citizen")
    #expect(answer.status == 200)
    guard case .object(let members) = answer.json else { Issue.record("no object"); return }
    #expect(members.map(\.name) == ["items", "totalItems"])
    let query = try #require(served.registry.state.withLockedValue(\.queries).first)
    #expect(query.sender == Cast.sender && query.page.number == 2 && query.page.size == 10)
    #expect(query.search?.language == .nl && query.isRead == false)
    let of3 = try await served.ask(.get, "/ebox/messages?senderEnterpriseNumber=0999999031", token: "citizen")
    #expect(of3.status == 400 && of3.json["message"]?.text?.contains("senderEnterpriseNumber") == true)
    let alone = try await served.ask(.get, "/ebox/messages?q=x", token: "citizen")
    #expect(alone.status == 400 && alone.json["message"]?.text?.contains("qlang is required") == true)
  }

  @Test("each filter reaches the party")
  func filters() async throws {
    let served = ServedRegistry(edition: .v21)
    let query =
      "receivedAfter=2026-01-01&receivedBefore=2026-02-01&expiredAfter=2026-03-01&expiredBefore=2026-04-01"
      + "&visible=true&registeredMail=false&messageTypeId=PREMIE-BESLISSING&senderApplicationId=premies:x"
    #expect(try await served.ask(.get, "/ebox/messages?\(query)", token: "citizen").status == 200)
    let asked = try #require(served.registry.state.withLockedValue(\.queries).first)
    #expect(try asked.receivedFrom == Instant(parsing: "2026-01-02T00:00:00+01:00"))
    #expect(try asked.receivedBefore == Instant(parsing: "2026-02-01T00:00:00+01:00"))
    #expect(try asked.expiresFrom == Instant(parsing: "2026-03-02T00:00:00+01:00"))
    #expect(try asked.expiresBefore == Instant(parsing: "2026-04-01T00:00:00+02:00"))
    #expect(asked.isVisible == true && asked.isRegisteredMail == false && asked.messageType == Cast.typeID)
    #expect(asked.application?.text == "premies:x")
  }

  @Test("an idempotency key is quoted, in 2.1 as in 3")
  func key() async throws {
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    func publish(_ key: String) async throws -> (ServedRegistry.Answer, ServedRegistry) {
      let served = ServedRegistry(edition: .v21)
      let answer = try await served.ask(
        .post, "/publishMessage", token: "sender",
        [.contentType: "multipart/form-data; boundary=frontier", name: key],
        body: ServedRegistry.multipart([("messageToPublish", "", Self.document), ServedRegistry.file]))
      return (answer, served)
    }
    let (answer, served) = try await publish("\"letter-1\"")
    let request = served.registry.state.withLockedValue(\.requests).first
    #expect(answer.status == 201 && request?.idempotencyKey?.text == "letter-1")
    #expect(try await publish("letter-1").0.code == "INVALID_INPUT")
  }

  @Test("a message, its attachment and its content in the shapes of 2.1")
  func message() async throws {
    let served = ServedRegistry(edition: .v21)
    let path = "/ebox/messages/\(Cast.messageID)"
    let message = try await served.ask(.get, path, token: "citizen").json
    #expect(message["senderOrganizationId"]?.text == "0999999031" && message["sender"] == nil)
    #expect(message["registeredMail"] == .bool(false) && message["bodyMainContent"] == .bool(false))
    #expect(
      message["subject"]
        == .object(
          ["nl", "fr", "de"].map {
            .init($0, .string("Beslissing over uw renovatiepremie"))
          }))
    let attachment = message["attachments"]?["items"]?.elements?.first
    #expect(attachment?["mainContent"] == .bool(true))
    #expect(attachment?["attachmentTitle"]?["fr"]?.text == Cast.attachment.fileName)
    #expect(attachment?["digest"]?["digestMethod"]?.text == "sha_256")
    let content = try await served.ask(
      .get, "\(path)/attachments/\(Cast.attachmentID)/content", token: "citizen")
    #expect(content.headers[.contentType] == "application/octet-stream" && content.body.readableBytes == 10)
    let payment = try await served.ask(.get, "\(path)/paymentData", token: "citizen").json
    #expect(payment["amount"] == .number("125.50") && payment["iban"]?.text == "BE49999000000171")
    let box = try await served.ask(.get, "/ebox", token: "citizen").json
    #expect(box["numberOfMessages"] == .number("26") && box["numberOfMessagesEndingSoon"] == nil)
  }

  @Test("the descriptions of attachments, and the text, by addresses of their own")
  func attachments() async throws {
    let served = ServedRegistry(edition: .v21)
    let path = "/ebox/messages/\(Cast.messageID)"
    let list = try await served.ask(.get, "\(path)/attachments", token: "citizen").json
    #expect(list["totalItems"] == .number("1"))
    let one = try await served.ask(
      .get, "\(path)/attachments/\(Cast.attachmentID)", token: "citizen"
    ).json
    #expect(one == list["items"]?.elements?.first && one["size"] == .number("0.009765625"))
    #expect(one["attachmentSigned"] == .bool(false) && one["mediaType"]?.text == "application/pdf")
    #expect(one["contentHref"]?.text?.hasSuffix("\(Cast.attachmentID)/content") == true)
    #expect(one["digest"]?["digestValue"]?.text == Cast.attachment.digest.base64URL)
    let body = try await served.ask(.get, "\(path)/body", token: "citizen").json
    #expect(body["fr"]?.text == "Beslissing over uw renovatiepremie" && body["en"] == nil)
  }

  @Test("logos of senders and applications: described, served with a long life, unable to act")
  func logos() async throws {
    for edition in MessageRegistryEdge.Edition.allCases {
      let served = ServedRegistry(edition: edition)
      let base = edition == .v3 ? "/refData" : "/referenceData"
      for (path, field, name) in [
        ("senderOrganizations/0999999031", "organizationLogos", "organizationLongName"),
        ("senderApplications/premies:beslissingen", "applicationLogos", "applicationDescription"),
      ] {
        let item = try await served.ask(.get, "\(base)/\(path)", token: "reader").json
        #expect(item[name]?["nl"]?.text != nil && item["contactTechnical"]?.text == "it@t")
        let logo = try #require(item[field]?.elements?.first)
        #expect(logo["mediaType"]?.text == "image/svg+xml" && logo["size"] == .number("0.005859375"))
        // English is no language of a logo in 2.1.
        #expect(logo["language"]?.text == (edition == .v3 ? "en" : nil))
        let href = try #require(logo["contentHref"]?.text?.split(separator: "/v\(edition.rawValue)").last)
        let picture = try await served.ask(.get, String(href), token: "reader")
        #expect(picture.status == 200 && Array(picture.body.readableBytesView) == Cast.logoBytes)
        let type = edition == .v3 ? "image/svg+xml" : "application/octet-stream"
        #expect(picture.headers[.contentType] == type)
        #expect(picture.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        #expect(picture.headers[.cacheControl]?.contains("max-age=86400") == true)
        let other = href.replacing("logo-1", with: "logo-2")
        #expect(try await served.ask(.get, String(other), token: "reader").status == 404)
      }
    }
  }

  @Test("visible is patched in 2.1 too, with or without totalItems")
  func patch() async throws {
    let served = ServedRegistry(edition: .v21)
    let answer = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", [.contentType: "application/merge-patch+json"],
      body: #"{"items":[{"messageId":"01JDA000000000000000000001","visible":false}],"totalItems":1}"#)
    #expect(answer.status == 200 && answer.json["totalItems"] == .number("1"))
    let shown = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", [.contentType: "application/merge-patch+json"],
      body: #"{"items":[{"messageId":"01JDA000000000000000000001","readStatus":true}]}"#)
    #expect(shown.status == 200)
    #expect(shown.json["items"]?.elements?.first?["readStatus"] == .bool(true))
    #expect(served.registry.state.withLockedValue(\.updates).map(\.isShown) == [false, true])
    let back = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", [.contentType: "application/merge-patch+json"],
      body: #"{"items":[{"messageId":"01JDA000000000000000000001","readStatus":false}]}"#)
    #expect(back.status == 400 && back.code == "INVALID_INPUT")
    #expect(back.json["message"]?.text?.contains("items[0].readStatus must be true") == true)
  }

  @Test("what is no address, and a token that is none, are StatusMessages; reference data may be kept a day")
  func edges() async throws {
    let served = ServedRegistry(edition: .v21)
    let nowhere = try await served.ask(.get, "/nowhere")
    #expect(nowhere.status == 404 && nowhere.code == "RESOURCE_NOT_FOUND")
    let anyone = try await served.ask(.get, "/ebox/messages")
    #expect(anyone.status == 401 && anyone.headers[.wwwAuthenticate] == "Bearer")
    #expect(anyone.json["message"]?.text == "No access token")
    let type = try await served.ask(.get, "/referenceData/messageTypes/PREMIE-BESLISSING", token: "reader")
    #expect(type.json["validityPeriod"]?["validityPeriodNumber"] == .number("24"))
    #expect(type.json["isReplyAllowed"] == nil)
    #expect(type.headers[.cacheControl]?.contains("max-age=86400") == true)
    for path in ["senderApplications", "senderOrganizations", "messageTypes"] {
      let list = try await served.ask(.get, "/referenceData/\(path)", token: "reader")
      #expect(list.status == 200 && list.json["totalItems"] == .number("1"))
    }
  }

  @Test("R-PUB-10: a sender reads a reply in the names of 2.1; there is no address to reply at")
  func reply() async throws {
    let served = ServedRegistry(edition: .v21)
    served.registry.state.withLockedValue { $0.message = Cast.reply }
    let message = try await served.ask(.get, "/ebox/messages/\(Cast.messageID)", token: "sender").json
    #expect(message["originalMessageId"]?.text == Cast.messageID.text)
    #expect(message["eboxId"]?["eboxIdValue"]?.text == Cast.citizen.digits)
    #expect(message["senderOrganizationId"]?.text == Cast.sender.digits)
    let list = try await served.ask(.get, "/ebox/messages", token: "sender").json
    #expect(list["items"]?.elements?.first == message)
    let nowhere = try await served.ask(.post, "/ebox/messages/\(Cast.messageID)/replies", token: "citizen")
    #expect(nowhere.status == 404)
  }
}
