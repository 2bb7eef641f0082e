import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Testing

@testable import DocumentInspection

@Suite("R-PUB-7: documents that are known, large or never whole") struct InspectionTests {
  @Test("a document that was opened is not opened again; another is")
  func known() async throws {
    try await TemporaryFolder.with { folder in
      let worker = folder + "/worker"
      try FileManager.default.createSymbolicLink(atPath: worker, withDestinationPath: Desk.worker)
      try await Desk.with(InspectionSettings(worker: worker, workers: 1)) { desk throws in
        #expect(try await desk.findings("launch") == [.activeContent])
        #expect(try await desk.findings("good-large") == [])
        try FileManager.default.removeItem(atPath: worker)
        for process in desk.processes { kill(process, SIGKILL) }
        for _ in 1...10 { #expect(try await desk.findings("launch") == [.activeContent]) }
        #expect(try await desk.findings("good-large") == [])
        await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("launch", nil) }
        await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("good") }
      }
    }
  }

  @Test("large PDFs wait for each other's place, which findings and abandoning give back")
  func places() async throws {
    let document = try Samples.buffer("good-large")
    try await Desk.with(InspectionSettings(worker: Desk.worker, largePDFsMax: 1)) { desk throws in
      let first = await desk.inspectors.begin("application/pdf")
      await desk.feed(document, to: first)
      let isFed = Flag()
      let second = Task {
        let inspection = await desk.inspectors.begin("application/pdf")
        await desk.feed(document, to: inspection)
        isFed.raise()
        await inspection.abandon()
      }
      // Small ones, and large ones that are no PDF, need none.
      #expect(try await desk.findings("good") == [])
      #expect(
        try await desk.findings(ByteBuffer(repeating: 0x61, count: document.readableBytes), "text/csv") == [])
      #expect(!isFed.isUp)
      #expect(try await first.findings() == [])
      await second.value
      #expect(isFed.isUp)
      #expect(try await desk.findings(document) == [])
    }
  }

  @Test("whoever waits too long for a place gets none, and later ones do")
  func placesInTime() async {
    let places = LargePlaces(1)
    #expect(await places.take(within: 60))
    #expect(await !places.take(within: 0))
    places.giveBack()
    #expect(await places.take(within: 0))
  }

  @Test("a PDF above the limit is no verdict; another document is none of the limit's business")
  func tooLong() async throws {
    let limit = 5_000_000
    try await Desk.with(InspectionSettings(worker: Desk.worker, pdfBytesMax: limit, largePDFsMax: 1)) {
      desk throws in
      for _ in 1...2 {
        await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("good-large") }
      }
      #expect(try await desk.findings(ByteBuffer(repeating: 0x61, count: limit + 1), "text/csv") == [])
    }
    try await Desk.with(InspectionSettings(worker: Desk.worker, pdfBytesMax: 1000)) { desk throws in
      await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("good") }
      #expect(try await desk.findings("launch") == [.activeContent])
    }
  }

  @Test("held bytes are kept in pieces of our own")
  func held() {
    var held = HeldBytes()
    var whole = ByteBuffer()
    for count in [1, 100_000, 0, 400_000, 262_144, 3] {
      let bytes = ByteBuffer(repeating: UInt8(count & 0xFF), count: count)
      held.append(bytes)
      whole.writeImmutableBuffer(bytes)
    }
    #expect(held.count == whole.readableBytes)
    #expect(held.pieces.dropLast().allSatisfy { $0.readableBytes == HeldBytes.pieceBytesMax })
    #expect(held.pieces.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) } == whole)
  }

  @Test("at most so many values are remembered, and those used last are among them")
  func recent() {
    var recent = RecentValues<Int, String>(4)
    for number in 1...100 {
      recent.set(number, "\(number)")
      #expect(recent.value(1) == "1")
      #expect(recent.count <= 4)
    }
    #expect(recent.value(100) == "100")
    #expect(recent.value(50) == nil)
    recent.set(100, "other")
    #expect(recent.value(100) == "other")
  }
}
