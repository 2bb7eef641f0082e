import AsyncHTTPClient
import Contracts
import Foundation
import Metrics
import NIOCore
import Testing
import Vocabulary

@testable import ebox

/// What `/metrics` tells, and to whom it could not.
@Suite struct MetricsTests {
  @Test("R-OPS-4: what parties do is counted by outcome, and nothing personal is told")
  func journey() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish([1, 2, 3], to: "78041299916", as: "demo-premiums", in: server)
      _ = try await publish([1, 2, 3], to: "55110199909", as: "demo-premiums", in: server)
      await #expect(throws: Failure<PublicationRejection>.self) {
        try await publish([1, 2, 3], to: "78041299916", as: "demo-suspended", in: server)
      }
      let channel = try await server.channel(of: "78041299916")
      let message = try await channel.message(receipt.messageID)
      let main = try #require(message.attachments.first)
      for try await _ in try await channel.content(of: main.id, in: message.id, range: nil).bytes {}

      let exposition = try await scraped(server) {
        $0.sum("events_delivered_total", ["kind": "readDocument"]) > 0 && $0.sum("readings_total") > 0
      }
      #expect(exposition.sum("publications_total", ["outcome": "delivered", "code": ""]) == 1)
      #expect(exposition.sum("publications_total", ["outcome": "destroyed", "code": ""]) == 1)
      #expect(exposition.sum("publications_total", ["outcome": "rejected"]) == 1)
      #expect(exposition.sum("publications_total", ["outcome": "denied"]) == 0)
      #expect(exposition.sum("readings_total", ["outcome": "done"]) == 1)
      #expect(exposition.sum("consent_acts_total", ["act": "given", "outcome": "done"]) > 0)
      for party in ["document-provider", "provider"] {
        #expect(exposition.sum("audit_entries_sequenced_total", ["party": party]) > 0)
      }
      #expect(exposition.sum("events_delivered_total", ["kind": "newDocument"]) == 1)
      for sample in exposition.samples {
        for (name, value) in sample.labels {
          #expect(Self.labels.contains(name), "\(name)")
          #expect(value.allSatisfy { $0.isASCII } && value.filter(\.isNumber).count < 6, "\(value)")
        }
      }
    }
  }

  private static let labels: Set<String> = [
    "method", "route", "status", "outcome", "code", "act", "party", "subscriber", "kind", "action", "le",
  ]

  @Test("every kind of figure, and label values that need escapes, are what a strict reader takes")
  func format() throws {
    let metrics = PrometheusMetrics()
    let odd = #"a "quoted\path", with comma"# + "\nand a line"
    for status in ["200", "404"] {
      Counter(label: "http_requests", dimensions: [("status", status), ("route", odd)], factory: metrics)
        .increment(by: 3)
    }
    for seconds in [0.0001, 0.003, 0.003, 20] {
      Timer(label: "http_request_duration", dimensions: [("method", "GET")], factory: metrics)
        .recordSeconds(seconds)
    }
    let exposition = try Exposition(parsing: metrics.text)
    #expect(exposition.sum("http_requests_total", ["route": odd]) == 6)
    #expect(exposition.kinds["http_request_duration_seconds"] == "histogram")
    #expect(exposition.sum("http_request_duration_seconds_count") == 4)
    #expect(exposition.sum("http_request_duration_seconds_bucket", ["le": "0.005"]) == 3)
  }

  @Test(
    "the strict reader is strict",
    arguments: [
      "a_total 1", "# HELP a_total x\n# TYPE a_total counter\na_total 1",
      "# TYPE a_total counter\na_total 1\n", "# HELP a x\n# TYPE a counter\na 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total 1\na_total 2\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"\\d\"} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"1\",b=\"2\"} 1\n",
    ])
  func strict(text: String) {
    #expect(throws: Exposition.Malformed.self) { try Exposition(parsing: text) }
  }

  /// The figures are right when the sequencer and the workers have been there: within seconds.
  private func scraped(
    _ server: JourneyServer, until isThere: (Exposition) -> Bool
  ) async throws -> Exposition {
    for _ in 0..<200 {
      let address = server.file.baseURL + "/metrics"
      let answer = try await server.http.execute(.init(url: address), timeout: .seconds(10))
      let text = String(buffer: try await answer.body.collect(upTo: 1_048_576))
      let exposition = try Exposition(parsing: text)
      if isThere(exposition) { return exposition }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ClientRefusal("the figures did not come")
  }
}
