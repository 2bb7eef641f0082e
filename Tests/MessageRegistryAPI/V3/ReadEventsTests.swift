import Contracts
import HTTPTypes
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("R-CON-6, R-BOX-6: a sender's events on the wire")
struct ReadEventsTests {
  private typealias Served = ServedRegistry

  @Test("in order, page by page, by the names of the event service; no citizen is named")
  func pages() async throws {
    let served = Served()
    let first = try await served.ask(.get, "/ebox/events?pageSize=2", token: "sender")
    #expect(first.status == 200)
    #expect(first.json["pageInfo"]?["lastSequenceNbr"] == .int(20))
    #expect(first.json["pageInfo"]?["hasNext"] == .bool(true))
    let items = first.json["items"]?.elements ?? []
    #expect(items.compactMap { $0["eventType"]?.text } == ["newDocument", "readDocument"])
    #expect(items.first?["eventSequenceNbr"] == .int(10))
    #expect(items.first?["receiptDate"]?.text == "2026-11-22T11:00:00+01:00")
    #expect(items.first?["registeredMail"] == .bool(false) && items.first?["unreadMessageIds"] == nil)
    let text = String(buffer: first.body)
    #expect(!text.contains(Cast.citizen.digits) && !text.contains(Cast.mailbox.text))
    let rest = try await served.ask(.get, "/ebox/events?lastSequenceNbr=20", token: "sender")
    #expect(rest.json["items"]?.elements?.count == Event.Kind.allCases.count - 2)
    #expect(rest.json["pageInfo"]?["hasNext"] == .bool(false))
    #expect(rest.json["pageInfo"]?["hasGap"] == .bool(false))
    let withdrawn = rest.json["items"]?.elements?.first { $0["eventType"]?.text == "consentWithdrawn" }
    #expect(withdrawn?["unreadMessageIds"]?.elements?.count == 1)
    let none = try await served.ask(.get, "/ebox/events?lastSequenceNbr=1000", token: "sender")
    #expect(none.json["items"]?.elements?.isEmpty == true)
    #expect(none.json["pageInfo"]?["lastSequenceNbr"] == .int(1000))
  }

  @Test("R-REG-3: what became of registered mail that waited for a decision")
  func outcome() async throws {
    let answer = try await Served().ask(.get, "/ebox/events?eventType=registeredOutcome", token: "sender")
    let items = answer.json["items"]?.elements ?? []
    #expect(items.map { $0["outcome"]?.text } == ["ConsignmentRejection"])
    #expect(items.first?["registeredMail"] == .bool(true))
    let others = try await Served().ask(.get, "/ebox/events?eventType=newDocument", token: "sender")
    #expect(others.json["items"]?.elements?.first?["outcome"] == nil)
  }

  @Test("of one kind, the cursor moves past the others")
  func kinds() async throws {
    let served = Served()
    let answer = try await served.ask(.get, "/ebox/events?pageSize=3&eventType=newReply", token: "sender")
    #expect(answer.json["items"]?.elements?.isEmpty == true)
    #expect(answer.json["pageInfo"]?["lastSequenceNbr"] == .int(30))
    #expect(answer.json["pageInfo"]?["hasNext"] == .bool(true))
  }

  @Test(
    "what is no question is refused by name",
    arguments: [
      ("lastSequenceNbr=-1", "lastSequenceNbr"), ("lastSequenceNbr=x", "lastSequenceNbr"),
      ("lastSequenceNbr=9223372036854775808", "lastSequenceNbr"), ("pageSize=0", "pageSize"),
      ("pageSize=1001", "pageSize"), ("pageSize=", "pageSize"), ("eventType=read", "eventType"),
      ("after=1", "after"), ("pageSize=1&pageSize=2", "pageSize"),
    ])
  func refused(query: String, name: String) async throws {
    let answer = try await Served().ask(.get, "/ebox/events?" + query, token: "sender")
    #expect(answer.status == 400 && answer.issues.first?["name"]?.text == name)
  }

  @Test("a citizen's channel has none")
  func citizen() async throws {
    #expect(try await Served().ask(.get, "/ebox/events", token: "citizen").status == 403)
  }
}
