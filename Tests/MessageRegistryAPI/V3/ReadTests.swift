import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("Reading over Registry 3")
struct ReadTests {
  typealias Served = ServedRegistry
  static let message = "/ebox/messages/\(Cast.messageID)"
  static let content = message + "/attachments/\(Cast.attachmentID)/content"

  @Test("R-BOX-3: the list has items, totalItems, page and links; every filter reaches the party")
  func list() async throws {
    let served = Served()
    let filters =
      "receivedAfter=2026-11-01&receivedBefore=2026-11-22&expiredAfter=2026-12-31&expiredBefore=2027-07-01"
      + "&readStatus=false&visible=true&registeredMail=false&messageTypeId=PREMIE-BESLISSING"
      + "&senderEnterpriseNumber=0999999031&senderApplicationId=premies%3Abeslissingen"
      + "&q=%C3%A9l%C3%A8ve%20x&qlang=fr"
    let answer = try await served.ask(.get, "/ebox/messages?page=2&\(filters)&pageSize=5", token: "citizen")
    #expect(answer.status == 200)
    #expect(answer.json["totalItems"] == .number("26") && answer.json["page"] == .number("2"))
    #expect(
      answer.json["next"]?.text == "https://registry.test/v3/ebox/messages?\(filters)&page=3&pageSize=5")
    var expected = MessageQuery(page: try PageRequest(parsing: 2, size: 5))
    expected.receivedFrom = try Instant(parsing: "2026-11-02T00:00:00+01:00")
    expected.receivedBefore = try Instant(parsing: "2026-11-22T00:00:00+01:00")
    expected.expiresFrom = try Instant(parsing: "2027-01-01T00:00:00+01:00")
    expected.expiresBefore = try Instant(parsing: "2027-07-01T00:00:00+02:00")
    (expected.isRead, expected.isVisible, expected.isRegisteredMail) = (false, true, false)
    (expected.messageType, expected.sender) = (Cast.typeID, Cast.sender)
    expected.application = Cast.applicationID
    expected.search = try MessageSearch(parsing: "élève x", in: .fr)
    #expect(answer.json["totalUnread"] == .number("3") && answer.json["totalHidden"] == .number("1"))
    #expect(served.registry.state.withLockedValue(\.queries) == [expected])
  }

  @Test(
    "wrong filters are refused by name",
    arguments: [
      ("page=0", "page", "INVALID_INPUT"), ("pageSize=101", "pageSize", "INVALID_INPUT"),
      ("page=x", "page", "INVALID_INPUT"), ("receivedAfter=2026-02-30", "receivedAfter", "INVALID_INPUT"),
      ("readStatus=1", "readStatus", "INVALID_INPUT"), ("sort=-x", "sort", "INVALID_INPUT"),
      ("readStatus=true&readStatus=false", "readStatus", "INVALID_INPUT"),
      ("q=premie", "qlang", "INVALID_INPUT"), ("q=premie&qlang=es", "qlang", "INVALID_INPUT"),
      ("q=%20&qlang=nl", "q", "INVALID_INPUT"), ("partition=x", "partition", "NOT_IMPLEMENTED"),
      ("q=\(String(repeating: "x", count: 101))&qlang=nl", "q", "INVALID_INPUT"),
      ("senderEnterpriseNumber=0999999032", "senderEnterpriseNumber", "INVALID_INPUT"),
    ])
  func filters(query: String, name: String, code: String) async throws {
    let answer = try await Served().ask(.get, "/ebox/messages?\(query)", token: "citizen")
    #expect(answer.status == 400 && answer.code == code)
    #expect(answer.issues.first?["name"]?.text == name && answer.issues.first?["in"]?.text == "query")
  }

  @Test("R-PUB-8: a message in version 3's names, its text filled and marked")
  func message() async throws {
    let answer = try await Served().ask(.get, Self.message, token: "citizen")
    #expect(answer.status == 200)
    #expect(answer.json["sender"]?["enterpriseNumber"]?.text == "0999999031")
    #expect(answer.json["receiptDate"]?.text == "2026-11-22T11:00:00+01:00")
    #expect(answer.json["isRegisteredMail"] == .bool(false))
    #expect(answer.json["readStatus"] == .bool(false) && answer.json["readDate"] == nil)
    #expect(answer.json["subject"]?["fr"]?.text == "Beslissing over uw renovatiepremie")
    #expect(answer.json["subject"]?["originalLanguage"]?.text == "nl")
    let attachment = answer.json["attachments"]?["items"]?.elements?.first
    #expect(attachment?["size"] == .number("0.009765625"))
    #expect(attachment?["isMainContent"] == .bool(true))
    #expect(attachment?["contentHref"]?.text == "https://registry.test/v3\(Self.content)")
    #expect(!String(buffer: answer.body).contains("null"))
    let body = try await Served().ask(.get, Self.message + "/body", token: "citizen")
    #expect(body.json["de"]?.text == "Beslissing over uw renovatiepremie")
    #expect(body.headers[.contentLanguage] == "nl")
    for path in ["/attachments", "/attachments/\(Cast.attachmentID)"] {
      #expect(try await Served().ask(.get, Self.message + path, token: "citizen").status == 200)
    }
  }

  @Test("R-BOX-6: GET reads; HEAD and 304 do not")
  func content() async throws {
    let served = Served()
    let answer = try await served.ask(.get, Self.content, token: "citizen")
    #expect(answer.status == 200 && String(buffer: answer.body) == "0123456789")
    #expect(answer.headers[.contentType] == "application/pdf")
    #expect(
      answer.headers[.contentDisposition]
        == "attachment; filename*=UTF-8''%C3%9Cberweisung%20%E2%80%93%20%C2%BD%20jaar.pdf")
    #expect(served.registry.state.withLockedValue(\.reads) == ["read"])
    let tag = try #require(answer.headers[.eTag])
    let head = try await served.ask(.head, Self.content, token: "citizen")
    #expect(head.status == 200 && head.headers[.contentLength] == "10" && head.body.readableBytes == 0)
    for tags in [tag, "\"x\", W/\(tag)", "*"] {
      #expect(try await served.ask(.get, Self.content, token: "citizen", [.ifNoneMatch: tags]).status == 304)
    }
    #expect(served.registry.state.withLockedValue(\.reads).filter { $0 == "read" }.count == 1)
  }

  @Test(
    "ranges",
    arguments: [
      ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=7-", 206, "789", "bytes 7-9/10"),
      ("bytes=-2", 206, "89", "bytes 8-9/10"), ("bytes=-20", 206, "0123456789", "bytes 0-9/10"),
      ("bytes=8-99", 206, "89", "bytes 8-9/10"), ("bytes=0-1,3-4", 200, "0123456789", nil),
      ("bytes=4-2", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
      ("bytes=-", 200, "0123456789", nil),
    ])
  func ranges(range: String, status: Int, bytes: String, contentRange: String?) async throws {
    let answer = try await Served().ask(.get, Self.content, token: "citizen", [.range: range])
    #expect(answer.status == status && String(buffer: answer.body) == bytes)
    #expect(answer.headers[.contentRange] == contentRange)
  }

  @Test(
    "a range past the end is the party's to reject", arguments: ["bytes=10-", "bytes=99-100", "bytes=-0"])
  func pastTheEnd(range: String) async throws {
    let served = Served()
    let answer = try await served.ask(.get, Self.content, token: "citizen", [.range: range])
    #expect(answer.status == 416 && answer.code == "RANGE_NOT_SATISFIABLE")
    #expect(answer.headers[.contentRange] == "bytes */10")
    #expect(await served.attempts.attempts.isEmpty)
  }

  @Test("If-Range with another tag gives the whole")
  func ifRange() async throws {
    let answer = try await Served().ask(
      .get, Self.content, token: "citizen", [.range: "bytes=0-3", .ifRange: "\"other\""])
    #expect(answer.status == 200 && answer.body.readableBytes == 10)
  }

  @Test("R-BOX-1: a token reads its own box, a sender's the sender's; ids that can't be are not found")
  func refused() async throws {
    let served = Served()
    #expect(try await served.ask(.get, Self.message, token: "sender-that-reads").code == "WRONG_SUBJECT")
    #expect(
      try await served.ask(.get, Self.message, token: "citizen-that-publishes").code == "MISSING_SCOPE")
    #expect(served.registry.state.withLockedValue(\.senders).isEmpty)
    #expect(try await served.ask(.get, Self.message, token: "sender").status == 200)
    #expect(served.registry.state.withLockedValue(\.senders).map(\.sender) == [Cast.sender])
    #expect(try await served.ask(.get, "/ebox/messages/none", token: "citizen").code == "RESOURCE_NOT_FOUND")
    let html = try await served.ask(.get, Self.message, token: "citizen", [.accept: "text/html"])
    #expect(html.code == "NOT_ACCEPTABLE")
  }

  @Test("reference data: lists, items to keep a day, 404")
  func referenceData() async throws {
    let served = Served()
    for token in ["sender", "citizen", "reader"] {
      let answer = try await served.ask(.get, "/refData/messageTypes/PREMIE-BESLISSING", token: token)
      #expect(answer.json["validityPeriod"]?["validityPeriodNumber"] == .number("24"))
      #expect(answer.headers[.cacheControl] == "public, no-transform, proxy-revalidate, max-age=86400")
    }
    #expect(try await served.ask(.get, "/refData/messageTypes/NONE", token: "sender").status == 404)
    for path in ["messageTypes", "senderApplications", "senderOrganizations"] {
      let answer = try await served.ask(.get, "/refData/\(path)?page=1", token: "sender")
      #expect(answer.json["totalItems"] == .number("1"))
    }
    let organization = try await served.ask(.get, "/refData/senderOrganizations/0999999031", token: "sender")
    #expect(organization.json["organizationId"]?.text == "0999999031")
    let application = try await served.ask(
      .get, "/refData/senderApplications/premies%3Abeslissingen", token: "sender")
    #expect(application.json["applicationId"]?.text == "premies:beslissingen")
  }

  @Test("R-BOX-6: searchMessageStatus answers 201 and at most 250 at once")
  func status() async throws {
    let served = Served()
    let query =
      #"{"messageId":"\#(Cast.messageID)","eboxId":{"eboxType":"citizen","ssin":"78041299916"}}"#
    let json: HTTPFields = [.contentType: "application/json"]
    let answer = try await served.ask(
      .post, "/searchMessageStatus", token: "sender", json, body: "[\(query)]")
    #expect(answer.status == 201)
    #expect(answer.json.elements?.first?["readStatus"] == .bool(true))
    #expect(answer.json.elements?.first?["readDate"]?.text == "2026-11-22T11:00:00+01:00")
    #expect(answer.json.elements?.first?["eboxId"]?["ssin"]?.text == "78041299916")
    let many = "[" + Array(repeating: query, count: 251).joined(separator: ",") + "]"
    #expect(
      try await served.ask(.post, "/searchMessageStatus", token: "sender", json, body: many).code
        == "INVALID_INPUT")
    let huge = "[" + String(repeating: " ", count: 131_072) + "]"
    #expect(
      try await served.ask(.post, "/searchMessageStatus", token: "sender", json, body: huge).status == 413)
  }
}
