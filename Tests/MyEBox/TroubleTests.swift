import Contracts
import EBoxTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: what stands in the way")
struct TroubleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let failure: Failure<ReadingRejection>
    let status: HTTPResponse.Status
    let code: String
    let english: String
    var endsSession = false
    var testDescription: String { code }
  }

  static let cases = [
    Case(
      failure: .denied(.assuranceTooLow(has: .low, needs: .substantial)), status: .forbidden,
      code: "assuranceTooLow", english: "href=\"/signin?level=high\""),
    Case(
      failure: .denied(.boxNotActive), status: .forbidden, code: "boxNotActive",
      english: "Your eBox is not active", endsSession: true),
    Case(
      failure: .denied(.channelNotLinked), status: .forbidden, code: "channelNotLinked",
      english: "My eBox is no longer linked", endsSession: true),
    Case(
      failure: .rejected(.messageNotFound), status: .notFound, code: "messageNotFound",
      english: "This message is not here (any more)"),
    Case(
      failure: .rejected(.contentNotFound), status: .notFound, code: "contentNotFound",
      english: "This document is not here"),
    Case(
      failure: .overloaded(retryAfterSeconds: 7), status: .serviceUnavailable, code: "overloaded",
      english: "It is very busy right now"),
    Case(
      failure: .outcomeUnknown(ProviderUnreachable()), status: .serviceUnavailable, code: "unavailable",
      english: "can’t be reached for the moment"),
    Case(
      failure: .denied(.missingScope(.documentConsumer)), status: .internalServerError, code: "fault",
      english: "Something went wrong on our side"),
  ]

  @Test(
    "R-CON-4, R-BOX-1, R-BOX-2: each failure has its page, its status and its audit entry", arguments: cases)
  func pages(each: Case) async throws {
    try await Portal.open { portal, browser in
      let message = try Sample().make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      portal.registries.fail(each.failure)
      let response = try await browser.get("/messages/\(message.message.id)?lang=en")
      #expect(response.status == each.status)
      #expect(response.html.contains(each.english))
      #expect(!response.html.contains("renovatiepremie"))
      if each.code == "overloaded" { #expect(response.headers[.retryAfter] == "7") }
      if each.code == "fault" { #expect(response.html.contains("<code>")) }
      #expect((browser.cookies["my-ebox"] == nil) == each.endsSession)
      #expect(try await portal.sessionCount() == (each.endsSession ? 0 : 1))
      let ended = each.endsSession ? ["signOut done \(each.code)"] : []
      #expect(
        try await portal.trail() == ["signIn done", "describe rejected \(each.code)"] + ended)
    }
  }

  @Test("R-BOX-2: the step-up asks the provider for a new sign-in")
  func stepUp() async throws {
    try await Portal.open { _, browser in
      let higher = try await browser.get("/signin?level=high").headers[.location]
      #expect(higher?.contains("prompt=login") == true)
      let plain = try await browser.get("/signin").headers[.location]
      #expect(plain?.contains("prompt=login") == false)
    }
  }

  @Test("R-BOX-1: another citizen's message is a message that is not there")
  func otherCitizen() async throws {
    try await Portal.open { portal, browser in
      let mine = try Sample().make()
      let other = try Sample(subject: [.nl: "Van een ander"]).make()
      portal.registries.give("token-1", [mine])
      portal.registries.give("token-2", [other])
      try await browser.signIn()
      let attachment = other.message.attachments[0].id
      for path in [
        "/messages/\(other.message.id)", "/messages/\(other.message.id)/attachments/\(attachment)",
        "/messages/\(other.message.id)/attachments/\(attachment)/download", "/messages/unknown",
        "/messages/01ARZ3NDEKTSV4RRFFQ69G5FAV",
      ] {
        let response = try await browser.get(path)
        #expect(response.status == .notFound, "\(path)")
        #expect(!response.html.contains("Van een ander"))
      }
      #expect(
        try await browser.get("/messages/\(mine.message.id)/attachments/\(attachment)").status == .notFound)
      #expect(portal.registries.reads == [])
    }
  }

  @Test("what no route answers has a page too")
  func notFound() async throws {
    try await Portal.open { portal, _ in
      let request = Request(
        head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/nothing?lang=de"),
        body: RequestBody(buffer: .init()))
      #expect(portal.myEBox.notFound(request).status == .notFound)
    }
  }
}
