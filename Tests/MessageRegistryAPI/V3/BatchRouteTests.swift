import Contracts
import EBoxTesting
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("Batches over Message Registry 3")
struct BatchRouteTests {
  typealias Served = ServedRegistry

  static let long = "letters/" + String(repeating: "é", count: 120) + ".pdf"

  private func archive(_ form: String, _ entries: String...) throws -> [UInt8] {
    try TestPython.run("Tests/MessageRegistryAPI/archive.py", [form] + entries)
  }

  private func post(
    _ served: Served, _ body: [UInt8], type: String = "application/x-tar", key: String? = "\"campaign\"",
    dryRun: String? = nil
  ) async throws -> Served.Answer {
    var headers: HTTPFields = [.contentType: type]
    headers[HTTPField.Name("Idempotency-Key")!] = key
    headers[HTTPField.Name("Ebox-Dry-Run")!] = dryRun
    return try await served.ask(.post, "/publicationBatches", token: "sender", headers, bytes: body)
  }

  @Test("R-PUB-9: an archive of each form is taken", arguments: ["ustar", "pax", "gnu"])
  func forms(_ form: String) async throws {
    let served = Served()
    var entries = ["letters/=", "./manifest.ndjson={}\n{}", "letters/a.pdf=%PDF", "empty=", "big=" + big]
    if form != "ustar" { entries.append(Self.long + "=long") }
    let body = try TestPython.run("Tests/MessageRegistryAPI/archive.py", [form] + entries)
    let answer = try await post(served, body)
    #expect(answer.status == 202)
    #expect(answer.headers[.location] == "https://registry.test/v3/publicationBatches/\(PlayedBatches.id)")
    let taken = served.registry.state.withLockedValue(\.batches)
    #expect(String(decoding: taken.manifest, as: UTF8.self) == "{}\n{}")
    var files = ["letters/a.pdf": "%PDF", "empty": "", "big": big]
    if form != "ustar" { files[Self.long] = "long" }
    #expect(taken.files.mapValues { String(decoding: $0, as: UTF8.self) } == files)
    #expect(taken.accepted.map(\.isRehearsal) == [false])
  }

  private var big: String { String(repeating: "0123456789", count: 7000) }

  @Test("lines alone are a batch too; a dry run is asked for by its header")
  func lines() async throws {
    let served = Served()
    let answer = try await post(
      served, Array("{}\n".utf8), type: "application/x-ndjson; charset=utf-8", dryRun: "?1")
    #expect(answer.status == 202)
    #expect(answer.json["batchId"]?.text == PlayedBatches.id.text)
    let taken = served.registry.state.withLockedValue(\.batches)
    #expect(taken.accepted == [.init(key: try IdempotencyKey(parsing: "campaign"), isRehearsal: true)])
    #expect(taken.manifest == Array("{}\n".utf8))
  }

  @Test("what is no archive is refused as that, wherever it breaks")
  func malformed() async throws {
    let whole = try archive("pax", "manifest.ndjson={}", "letters/\(String(repeating: "a", count: 200))=%PDF")
    var damaged = whole
    damaged[3] ^= 0x20
    let cases: [([UInt8], String)] = [
      (Array("no archive at all".utf8), "truncated"), (Array(repeating: 0x61, count: 512), "malformedHeader"),
      (damaged, "malformedHeader"), (try archive("ustar", "a:link=/etc/passwd"), "noPlainFile"),
      (try archive("gnu", "a:link=" + String(repeating: "a", count: 200)), "noPlainFile"),
      (Array(whole.prefix(700)), "truncated"), (Array(whole.prefix(100)), "truncated"),
      (Array(whole.prefix(1024 + 512)), "truncated"),
    ]
    for (body, kind) in cases {
      let served = Served()
      let answer = try await post(served, body)
      #expect(answer.status == 400 && answer.code == "MALFORMED_ARCHIVE", "\(kind)")
      #expect(answer.issues.map { $0["type"]?.text } == [Problem.Issue.ours + kind])
      #expect(served.registry.state.withLockedValue(\.batches.accepted).isEmpty)
      #expect(await served.attempts.attempts.map(\.code) == ["MALFORMED_ARCHIVE"])
    }
  }

  @Test("key, media type and token are judged before the body")
  func heads() async throws {
    let served = Served()
    #expect(try await post(served, [], key: nil).code == "INVALID_INPUT")
    #expect(try await post(served, [], key: "bare").code == "INVALID_INPUT")
    #expect(try await post(served, [], type: "application/zip").status == 415)
    #expect(try await post(served, [], dryRun: "yes").code == "INVALID_INPUT")
    #expect(try await served.ask(.post, "/publicationBatches", token: "citizen", body: "").status == 403)
    #expect(try await Served(edition: .v21).ask(.get, "/publicationBatches", token: "sender").status == 404)
  }

  static let rejections: [(BatchRejection, Int, String)] = [
    (.alreadyAccepted(PlayedBatches(state: NIOLockedValueBox(.init())).status), 409, "ALREADY_ACCEPTED"),
    (.tooManyOpen(max: 4), 429, "TOO_MANY_BATCHES"), (.batchTooLarge(bytesMax: 1), 413, "BATCH_TOO_LARGE"),
    (.batchTooSlow(secondsMax: 1), 408, "BATCH_TOO_SLOW"),
    (.tooManyBlanks(bytesMax: 1), 400, "INVALID_INPUT"),
    (.manifestRepeated, 400, "INVALID_INPUT"), (.fileNameInvalid, 400, "INVALID_INPUT"),
    (.fileRepeated, 400, "INVALID_INPUT"), (.tooManyFiles(max: 1), 400, "INVALID_INPUT"),
    (.rowTooLong(row: 3, bytesMax: 1), 400, "INVALID_INPUT"), (.tooManyRows(max: 1), 400, "INVALID_INPUT"),
    (.manifestMissing, 400, "INVALID_INPUT"), (.noRows, 400, "INVALID_INPUT"),
    (.batchNotFound, 404, "BATCH_NOT_FOUND"), (.batchEnded, 409, "BATCH_ENDED"),
  ]

  @Test("rejections", arguments: rejections)
  func rejects(_ rejection: BatchRejection, _ status: Int, _ code: String) async throws {
    let served = Served()
    served.registry.state.withLockedValue { $0.batches.failure = .rejected(rejection) }
    let answer = try await post(served, [])
    #expect(answer.status == status && answer.code == code)
    if status == 429 { #expect(answer.headers[.retryAfter] == "60") }
    if code == "ALREADY_ACCEPTED" {
      #expect(answer.json["batch"]?["batchId"]?.text == PlayedBatches.id.text)
    }
    if status == 400 {
      let kind = try #require("\(rejection)".split(separator: "(").first)
      #expect(answer.issues.map { $0["type"]?.text } == [Problem.Issue.ours + kind])
    }
  }

  @Test("batches are listed, told and ended")
  func reads() async throws {
    let served = Served()
    let path = "/publicationBatches/\(PlayedBatches.id)"
    let list = try await served.ask(.get, "/publicationBatches", token: "sender")
    #expect(list.status == 200 && list.json["totalItems"] == .int(1))
    let one = try await served.ask(.get, path, token: "sender")
    #expect(one.status == 200 && one.json["state"]?.text == "completed")
    #expect(list.json["items"]?.elements?.first == one.json)
    #expect(try await served.ask(.delete, path, token: "sender").json == one.json)
    #expect(try await served.ask(.get, "/publicationBatches/x", token: "sender").status == 404)
    #expect(try await served.ask(.get, path, token: "citizen").status == 403)
    guard case .object(let members) = one.json else { throw BatchShape() }
    #expect(OpenAPITests.required(of: "PublicationBatch", in: .v3).isSubset(of: members.map(\.name)))
    #expect(OpenAPITests.properties(of: "PublicationBatch", in: .v3).isSuperset(of: members.map(\.name)))
  }

  private struct BatchShape: Error {}

  @Test("results are told by row, until there will be none")
  func results() async throws {
    let served = Served()
    let receipt = PublicationReceipt.Recipient(
      messageID: Cast.messageID, expiration: Cast.expiration, isDigital: false, currentNumber: Cast.citizen)
    let rehearsal = PublicationRehearsal.Recipient(
      expiration: Cast.expiration, isDigital: true, paperUntil: nil, currentNumber: nil)
    let fault = BatchRowFault(code: "INVALID_SENDER", detail: "no")
    let outcomes: [BatchResult.Outcome] = [
      .published(receipt, warnings: [PublicationWarning(part: "upfile1", finding: .repaired)]),
      .rehearsed(rehearsal, warnings: []), .refused(fault), .invalid(fault), .repeated(receipt),
    ]
    served.registry.state.withLockedValue { state in
      state.batches.results = outcomes.enumerated().map {
        BatchResult(row: $0.offset + 1, outcome: $0.element)
      }
    }
    let path = "/publicationBatches/\(PlayedBatches.id)/results"
    let all = try await served.ask(.get, path, token: "sender").json
    let items = try #require(all["items"]?.elements)
    #expect(
      items.map { $0["status"]?.text } == ["published", "rehearsed", "refused", "invalid", "repeated"])
    #expect(items.map { $0["row"] } == (1...5).map { JSON.int($0) })
    #expect(items[0]["code"]?.text == "NO_DIGITAL_USER" && items[0]["eboxId"] == Cast.citizen.json)
    #expect(items[1]["dryRun"] == .bool(true))
    #expect(items[2]["detail"]?.text == "no")
    #expect(items[4]["messageId"]?.text == Cast.messageID.text)
    #expect(items[4]["code"]?.text == "NO_DIGITAL_USER")
    #expect(all["lastRow"] == .int(5) && all["isComplete"] == .bool(true))
    let described = OpenAPITests.properties(of: "PublicationBatchResult", in: .v3)
    for case .object(let members) in items { #expect(described.isSuperset(of: members.map(\.name))) }
    let two = try await served.ask(.get, path + "?after=1&limit=2", token: "sender").json
    #expect(two["lastRow"] == .int(3) && two["isComplete"] == .bool(false))
    served.registry.state.withLockedValue { $0.batches.isSettled = false }
    #expect(try await served.ask(.get, path, token: "sender").json["isComplete"] == .bool(false))
    for query in ["?after=-1", "?limit=0", "?limit=1001", "?after=x", "?page=1"] {
      #expect(try await served.ask(.get, path + query, token: "sender").status == 400)
    }
  }
}

@Suite("Rows of a batch")
struct BatchRowTests {
  static let key = try! IdempotencyKey(parsing: "row")

  private func row(_ files: String?) throws(BatchRowFault) -> BatchRow {
    let text =
      "{\"messageToPublish\":\(ServedRegistry.document)" + (files.map { ",\"files\":\($0)" } ?? "") + "}"
    return try BatchRowsV3().row(Array(text.utf8), Self.key)
  }

  @Test("a file goes by the last part of its path and its ending, or as the row says")
  func files() throws {
    let own = #"{"path":"x","fileName":"Bijlage.csv","mediaType":"text/plain"}"#
    let row = try row(#"{"upfile1":"letters/Brief.PDF","b":\#(own),"c":"d"}"#)
    #expect(row.request.idempotencyKey == Self.key)
    #expect(
      row.parts == [
        .init(
          header: PartHeader(name: "upfile1", fileName: "Brief.PDF", mediaType: "application/pdf"),
          file: "letters/Brief.PDF"),
        .init(header: PartHeader(name: "b", fileName: "Bijlage.csv", mediaType: "text/plain"), file: "x"),
        .init(header: PartHeader(name: "c", fileName: "d", mediaType: nil), file: "d"),
      ])
    #expect(try self.row(nil).parts.isEmpty)
    let keyed = #"{"idempotencyKey":"own","messageToPublish":\#(ServedRegistry.document)}"#
    #expect(try BatchRowsV3().row(Array(keyed.utf8), Self.key).request.idempotencyKey?.text == "own")
  }

  @Test("what can't be read is said with its place, and without its value")
  func faults() {
    let lines: [(String, String)] = [
      ("nonsense", "is not JSON"), ("[]", "must be an object"), ("{}", "messageToPublish is required"),
      (#"{"messageToPublish":{"recipient":{"eboxType":"citizen","ssin":"78041299917"}}}"#, "recipient.ssin"),
      (#"{"messageToPublish":{"secret":1}}"#, "messageToPublish.secret is not known here"),
      (#"{"messageToPublish":{},"files":[]}"#, "files must be an object"),
      (#"{"messageToPublish":{},"files":{"a":1}}"#, "files.a must be an object"),
      (#"{"messageToPublish":{},"files":{"a":{}}}"#, "files.a.path is required"),
      (#"{"messageToPublish":{},"files":{"":"a"}}"#, "has a name that no part can have"),
    ]
    for (line, words) in lines {
      let fault = #expect(throws: BatchRowFault.self) {
        try BatchRowsV3().row(Array(line.utf8), BatchRowTests.key)
      }
      #expect(fault?.code == "INVALID_INPUT")
      #expect(fault?.detail.contains(words) == true, "\(fault?.detail ?? "")")
      #expect(fault?.detail.contains("78041299917") == false)
    }
    #expect(BatchRowsV3().fault(.replyNotAllowed).code == "REPLY_NOT_ALLOWED")
  }
}
