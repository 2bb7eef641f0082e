import Contracts
import DocumentInspection
import EBoxTesting
import Foundation
import Logging
import NIOCore
import Synchronization
import Vocabulary

/// Inspectors with what a test looks at beside.
final class Desk: Sendable {
  let inspectors: DocumentInspectors
  let said: SaidLines

  /// The program that is built beside the tests.
  static let worker = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("ebox-pdf-inspector").path

  private init(_ settings: InspectionSettings, _ time: any TimeSource) {
    let said = SaidLines()
    self.said = said
    inspectors = DocumentInspectors(
      settings, time: time, log: Logger(label: "inspection") { _ in KeptLog(said: said) })
  }

  /// Ends the workers whatever the test does.
  static func with(
    _ settings: InspectionSettings = InspectionSettings(worker: worker), time: any TimeSource = SystemTime(),
    _ body: (Desk) async throws -> Void
  ) async throws {
    let desk = Desk(settings, time)
    do {
      try await body(desk)
      await desk.inspectors.close()
    } catch {
      await desk.inspectors.close()
      throw error
    }
  }

  func findings(
    _ document: ByteBuffer, _ mediaType: String? = "application/pdf", pieces: Int = 65_536
  ) async throws -> [DocumentFinding] {
    let inspection = await inspectors.begin(mediaType)
    await feed(document, to: inspection, pieces: pieces)
    return try await inspection.findings()
  }

  func findings(_ sample: String, _ mediaType: String? = "application/pdf") async throws -> [DocumentFinding]
  {
    try await findings(Samples.buffer(sample), mediaType)
  }

  func feed(_ document: ByteBuffer, to inspection: any DocumentInspection, pieces: Int = 65_536) async {
    var left = document
    while let piece = left.readSlice(length: min(pieces, left.readableBytes)), piece.readableBytes > 0 {
      await inspection.feed(piece)
    }
  }
}

/// What was logged, a line each, with its metadata.
final class SaidLines: Sendable {
  private let kept = Mutex<[String]>([])
  var lines: [String] { kept.withLock { $0 } }
  func append(_ line: String) { kept.withLock { $0.append(line) } }
}

struct KeptLog: LogHandler {
  let said: SaidLines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    said.append("\(event.message) \(event.metadata ?? [:])")
  }
}
